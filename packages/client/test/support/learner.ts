import { type Client, type ClientOptions, createClient, memoryTokenStore, newId } from "../../src/index.ts";

/** A client whose new learner has just registered, with what it takes to sign in again. */
export async function newLearner(options: ClientOptions) {
  const store = memoryTokenStore();
  const client: Client = createClient({ refresh: store, ...options });
  const name = `learner ${newId().slice(-12)}`;
  const account = {
    username: name,
    email: `${name.replaceAll(" ", ".")}@example.org`,
    password: "lake Kivu at dawn",
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  } as const;
  await client.register(account);
  return { client, store, account };
}
