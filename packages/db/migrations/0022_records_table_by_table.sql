-- What answers of a group of learners do is read in one statement and written in one for each table, where each learner had
-- eight of their own, a wall and a subtransaction. The walls between learners stand in these two functions instead: what is read is looked up under the
-- learner who asked, and what is stored is stored under the learner of its record, after it was seen that no row names another.
-- What is refused fails the whole group, whose learners then go alone, behind the wall that everything else is behind.
--
-- Every statement looks rows up by their keys, whatever the sizes of tables and groups: PostgreSQL takes a hundred rows for granted
-- where JSON gives one, and would read a table of middling size as a whole instead.

-- asked: [{ learner, attempts, items, lessons, sittings }], ids. For each learner one object, in order: the row of their state and its
-- version (`seen`: the transaction that wrote it), the published model, and those of the wanted rows that are there; of answers that
-- are stored already what a repeat is answered with.
CREATE OR REPLACE FUNCTION read_records(asked jsonb) RETURNS SETOF json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
  RETURN QUERY SELECT json_build_object(
      'seen', s.xmin::text,
      'state', row_to_json(s),
      'model', (SELECT json_build_object('id', m.id, 'version', m.version, 'evidence', m.evidence)
        FROM models m WHERE m.status = 'published'),
      'attempts', (SELECT json_agg(json_build_object('id', a.id, 'learnerId', a.learner_id, 'bodyHash', a.body_hash, 'receipt', a.receipt))
        -- By its own key, id for id: by the learner it would be a whole log.
        FROM unnest(one.attempts) AS n(id), LATERAL (SELECT * FROM attempts WHERE attempts.id = n.id LIMIT 1) a
        WHERE a.learner_id = one.learner),
      'items', (SELECT json_agg(i) FROM item_states i WHERE i.learner_id = one.learner AND i.item_id = ANY (one.items)),
      'lessons', (SELECT json_agg(l) FROM lesson_progress l
        WHERE l.learner_id = one.learner AND l.lesson_id = ANY (one.lessons)),
      'sittings', (SELECT json_agg(t) FROM sittings t
        WHERE t.learner_id = one.learner AND t.id = ANY (one.sittings)))
    FROM ROWS FROM (jsonb_to_recordset(asked)
        AS (learner uuid, attempts uuid[], items uuid[], lessons uuid[], sittings uuid[]))
      WITH ORDINALITY AS one(learner, attempts, items, lessons, sittings, place)
    LEFT JOIN learner_states s ON s.learner_id = one.learner
    ORDER BY one.place;
END $$;--> statement-breakpoint

-- Stores the records of several learners, from rows as JSON: all of those that fit, or nothing. Returns which do not, by their place
-- from 0: whose state is not the one of version `seen` any more, or is locked; whose rows name another learner; of whose answers
-- an id is taken. A group waits for nobody for long. FF002: an id was taken meanwhile.
CREATE OR REPLACE FUNCTION store_records(records json) RETURNS SETOF integer LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
  given jsonb[];
  fit integer[];
  stored jsonb[];
  are_all_new boolean;
BEGIN
  PERFORM set_config('lock_timeout', '200ms', true);
  SELECT array_agg(value::jsonb ORDER BY ordinality) INTO given FROM json_array_elements(records) WITH ORDINALITY;

  WITH wanted AS (
    SELECT place::integer, one -> 'state' AS state, (one ->> 'seen')::xid AS seen,
      (one -> 'state' ->> 'learner_id')::uuid AS learner
    FROM unnest(given) WITH ORDINALITY AS g(one, place)
    WHERE NOT jsonb_path_exists(one, '$.*[*].learner_id ? (@ != $own)', jsonb_build_object('own', one -> 'state' -> 'learner_id'))
      AND NOT EXISTS (SELECT FROM jsonb_to_recordset(one -> 'attempts') AS n(id uuid)
        WHERE (SELECT true FROM attempts a WHERE a.id = n.id))),
  held AS (
    SELECT w.place, w.state, k.ctid AS at FROM wanted w JOIN learner_states k ON k.learner_id = w.learner AND k.xmin = w.seen
    FOR UPDATE OF k SKIP LOCKED),
  updated AS (
    UPDATE learner_states s SET last_seq = n.last_seq, folded_at = n.folded_at, folded_id = n.folded_id, state = n.state,
        trace = n.trace, skill_traces = n.skill_traces, model_version = n.model_version
      FROM held h, LATERAL jsonb_populate_record(NULL::learner_states, h.state) n
      WHERE s.ctid = h.at
      RETURNING h.place),
  inserted AS (
    INSERT INTO learner_states (learner_id, last_seq, folded_at, folded_id, state, trace, skill_traces, model_version)
      SELECT n.learner_id, n.last_seq, n.folded_at, n.folded_id, n.state, n.trace, n.skill_traces, n.model_version
      FROM wanted w, LATERAL jsonb_populate_record(NULL::learner_states, w.state) n
      WHERE w.seen IS NULL
      ON CONFLICT DO NOTHING
      RETURNING learner_id)
  SELECT array_agg(p.place) INTO fit FROM (
    SELECT u.place FROM updated u UNION ALL SELECT w.place FROM inserted i JOIN wanted w ON w.learner = i.learner_id) p;

  RETURN QUERY SELECT place - 1 FROM generate_subscripts(given, 1) place WHERE place <> ALL (coalesce(fit, '{}'));
  SELECT array_agg(given[place]) INTO stored FROM unnest(fit) place;

  WITH wanted AS (
    SELECT n.* FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::attempts, one -> 'attempts') n),
  done AS (
    INSERT INTO attempts (id, learner_id, seq, exercise_id, lesson_id, revision, item_id, kind, sitting_id, practice,
      response, outcome, score, elapsed_ms, device_at, received_at, occurred_at, time_zone, local_day, grader_version,
      model_version, body_hash, receipt)
    SELECT id, learner_id, seq, exercise_id, lesson_id, revision, item_id, kind, sitting_id, practice,
      response, outcome, score, elapsed_ms, device_at, received_at, occurred_at, time_zone, local_day, grader_version,
      model_version, body_hash, receipt
    FROM wanted ON CONFLICT DO NOTHING RETURNING 1)
  SELECT (SELECT count(*) FROM wanted) = (SELECT count(*) FROM done) INTO are_all_new;
  IF NOT are_all_new THEN
    RAISE EXCEPTION 'ids are taken' USING ERRCODE = 'FF002';
  END IF;

  INSERT INTO lesson_progress (learner_id, lesson_id, seen_bits, first_right_bits, solved_bits, total, answers, elapsed_ms,
      started_at, last_at, completed_at, revision, exercise_since)
    SELECT n.learner_id, n.lesson_id, n.seen_bits, n.first_right_bits, n.solved_bits, n.total, n.answers, n.elapsed_ms,
      n.started_at, n.last_at, n.completed_at, n.revision, n.exercise_since
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::lesson_progress, one -> 'lessons') n
    ON CONFLICT (learner_id, lesson_id) DO UPDATE SET seen_bits = excluded.seen_bits,
      first_right_bits = excluded.first_right_bits, solved_bits = excluded.solved_bits, total = excluded.total,
      answers = excluded.answers, elapsed_ms = excluded.elapsed_ms, started_at = excluded.started_at,
      last_at = excluded.last_at, completed_at = excluded.completed_at, revision = excluded.revision,
      exercise_since = excluded.exercise_since;

  INSERT INTO item_states (learner_id, item_id, reviews, lapses, last_at, last_day, due_at, stability_days, difficulty,
      last_right, trace)
    SELECT n.learner_id, n.item_id, n.reviews, n.lapses, n.last_at, n.last_day, n.due_at, n.stability_days, n.difficulty,
      n.last_right, n.trace
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::item_states, one -> 'items') n
    ON CONFLICT (learner_id, item_id) DO UPDATE SET reviews = excluded.reviews, lapses = excluded.lapses,
      last_at = excluded.last_at, last_day = excluded.last_day, due_at = excluded.due_at,
      stability_days = excluded.stability_days, difficulty = excluded.difficulty, last_right = excluded.last_right,
      trace = excluded.trace;

  -- Nothing is earned twice: the keys are unique and the fold never repeats one.
  INSERT INTO xp_entries (learner_id, key, amount, attempt_id, at, local_day)
    SELECT n.learner_id, n.key, n.amount, n.attempt_id, n.at, n.local_day
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::xp_entries, one -> 'xp') n;
  INSERT INTO learner_badges (learner_id, badge_id, attempt_id, earned_at)
    SELECT n.learner_id, n.badge_id, n.attempt_id, n.earned_at
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::learner_badges, one -> 'badges') n;

  INSERT INTO streak_days (learner_id, day, answers, right_answers, elapsed_ms, xp)
    SELECT n.learner_id, n.day, n.answers, n.right_answers, n.elapsed_ms, n.xp
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::streak_days, one -> 'days') n
    ON CONFLICT (learner_id, day) DO UPDATE SET answers = streak_days.answers + excluded.answers,
      right_answers = streak_days.right_answers + excluded.right_answers,
      elapsed_ms = streak_days.elapsed_ms + excluded.elapsed_ms, xp = streak_days.xp + excluded.xp;

  UPDATE sittings s SET seen_bits = n.seen_bits, first_right_bits = n.first_right_bits, solved_bits = n.solved_bits,
      answers = n.answers, xp_earned = n.xp_earned, badges_earned = n.badges_earned
    FROM unnest(stored) one, LATERAL jsonb_populate_recordset(NULL::sittings, one -> 'sittings') n
    WHERE s.id = n.id AND s.learner_id = n.learner_id;
END $$;
