/** The statements of the plain peer. pgbench runs the same ones, so that the database's own limit is known. */

const SUMMARY = `l.id, l.slug, r.revision, l.target_language as "targetLanguage", l.native_language as "nativeLanguage",
  l.category, l.difficulty, r.title, r.description, r.title_language as "titleLanguage",
  r.duration_minutes as "durationMinutes", bit_count(r.exercise_bits::bit(32))::int as "exerciseCount",
  r.published_at as "publishedAt"`;
const PUBLISHED = `lessons l join lesson_revisions r on r.lesson_id = l.id and r.revision = l.revision`;

/** target, native, offset */
export const LIST = `select ${SUMMARY} from ${PUBLISHED}
  where l.retired_at is null and l.target_language = $1::language and l.native_language = $2::language
  order by l.position, l.id offset $3::int limit 20`;

/** lesson */
export const LESSON = `select ${SUMMARY}, r.content from ${PUBLISHED} where l.id = $1::uuid and l.retired_at is null`;

/** lesson */
export const EXERCISES = `select e.id, e.lesson_id as "lessonId", e.revision, e.number, e.prompt
  from exercises e join lessons l on l.id = e.lesson_id and l.revision = e.revision
  where e.lesson_id = $1::uuid order by e.number`;

/** learner, target, native: the first five lessons that are not completed, easiest first. */
export const RECOMMEND = `select ${SUMMARY} from ${PUBLISHED}
  where l.retired_at is null and l.target_language = $2::language and l.native_language = $3::language
    and not exists (select from lesson_progress p
      where p.learner_id = $1::uuid and p.lesson_id = l.id and p.completed_at is not null)
  order by l.difficulty, l.position, l.id limit 5`;

/** learner: the state that a recommendation rests on. */
export const STATE = `select lesson_id, seen_bits, first_right_bits, solved_bits, total, answers, elapsed_ms, started_at,
  last_at, completed_at from lesson_progress where learner_id = $1::uuid`;

/** learner */
export const ME = `select id, username, email, user_type as "userType", target_language as "targetLanguage",
  native_language as "nativeLanguage", joined_at as "joinedAt", last_login_at as "lastLoginAt"
  from users where id = $1::uuid`;

/** learner */
export const SUMMARISE = `select count(*)::int as begun, count(completed_at)::int as completed,
  coalesce(sum(answers), 0)::int as answers from lesson_progress where learner_id = $1::uuid`;

/** id, learner, exercise, lesson, revision, response, score, device time, zone */
export const INSERT_ATTEMPT = `insert into bench.attempts (id, learner_id, seq, exercise_id, lesson_id, revision, kind,
    practice, response, outcome, score, device_at, received_at, occurred_at, time_zone, local_day, grader_version,
    model_version, body_hash, receipt)
  values ($1::uuid, $2::uuid, 1, $3::uuid, $4::uuid, $5::int, 'type', false, $6::jsonb, 'correct', $7::float8,
    $8::timestamptz, now(), least(now(), $8::timestamptz), $9::text, current_date, 1, 1, 'none', '{}'::jsonb)`;

/** learner, lesson */
export const UPSERT_PROGRESS = `insert into bench.progress (learner_id, lesson_id, seen_bits, first_right_bits,
    solved_bits, total, answers, elapsed_ms, started_at, last_at)
  values ($1::uuid, $2::uuid, 1, 1, 1, 13, 1, 0, now(), now())
  on conflict (learner_id, lesson_id) do update set answers = bench.progress.answers + 1, last_at = now()`;
