/** Fixed and printed, so only for a database that nobody but this machine can reach. */
export const DEMO = { email: "demo@example.org", password: "a walk around the lake" };

/** Registers the demo learner over the REST API, if need be. Tells whether one can sign in as it. */
export async function ensureDemoLearner(api: string): Promise<boolean> {
  const learner = {
    ...DEMO,
    username: "demo",
    user_type: "tourist",
    target_language: "kinyarwanda",
  };
  await fetch(`${api}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(learner),
  });
  const answer = await fetch(`${api}/api/auth/login`, {
    method: "POST",
    body: new URLSearchParams({ username: DEMO.email, password: DEMO.password }),
  });
  return answer.ok;
}
