-- What a learner's answers do, in one statement to read what they rest on and one to store what came of them, for a
-- group of learners at once. What is stored is decided by the server; nothing here grades or folds.
--
-- Functions, because of what a single statement cannot do: each learner's part runs behind that learner's wall
-- (*_walls_between_learners.sql), and fails without the others.

-- asked: [{ learner, items, lessons, sittings }], ids. For each learner one object: the row of their state and its
-- version (`seen`: the transaction that wrote it), the published model, and those of the wanted rows that are there.
CREATE FUNCTION read_records(asked jsonb) RETURNS SETOF json LANGUAGE plpgsql AS $$
DECLARE
  one record;
BEGIN
  PERFORM set_config('role', 'fluentfusion_learner', true);
  FOR one IN SELECT * FROM jsonb_to_recordset(asked) AS a(learner uuid, items uuid[], lessons uuid[], sittings uuid[]) LOOP
    PERFORM set_config('app.learner_id', one.learner::text, true);
    RETURN QUERY SELECT json_build_object(
      'seen', s.xmin::text,
      'state', row_to_json(s),
      'model', (SELECT json_build_object('id', m.id, 'version', m.version, 'evidence', m.evidence)
        FROM models m WHERE m.status = 'published'),
      'items', (SELECT json_agg(i) FROM item_states i WHERE i.learner_id = one.learner AND i.item_id = ANY (one.items)),
      'lessons', (SELECT json_agg(l) FROM lesson_progress l
        WHERE l.learner_id = one.learner AND l.lesson_id = ANY (one.lessons)),
      'sittings', (SELECT json_agg(t) FROM sittings t
        WHERE t.learner_id = one.learner AND t.id = ANY (one.sittings)))
    FROM (SELECT one.learner) asker LEFT JOIN learner_states s ON s.learner_id = asker.learner;
  END LOOP;
END $$;--> statement-breakpoint

-- Stores one learner's record and the answers that made it, from rows as JSON: all of it or nothing.
-- FF001: the learner's state is not the one of version `seen` any more, or is locked. FF002: ids of answers are taken;
-- the detail names them.
CREATE FUNCTION store_record(one jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  taken text;
BEGIN
  IF one ->> 'seen' IS NULL THEN
    INSERT INTO learner_states (learner_id, last_seq, folded_at, folded_id, state, trace, skill_traces, model_version)
      SELECT learner_id, last_seq, folded_at, folded_id, state, trace, skill_traces, model_version
      FROM jsonb_populate_record(NULL::learner_states, one -> 'state')
      ON CONFLICT DO NOTHING;
  ELSE
    UPDATE learner_states s SET last_seq = n.last_seq, folded_at = n.folded_at, folded_id = n.folded_id, state = n.state,
        trace = n.trace, skill_traces = n.skill_traces, model_version = n.model_version
      FROM jsonb_populate_record(NULL::learner_states, one -> 'state') n
      WHERE s.ctid = (SELECT k.ctid FROM learner_states k
        WHERE k.learner_id = (one -> 'state' ->> 'learner_id')::uuid AND k.xmin = (one ->> 'seen')::xid
        FOR UPDATE SKIP LOCKED);
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the state is another one' USING ERRCODE = 'FF001';
  END IF;

  WITH wanted AS (SELECT * FROM jsonb_populate_recordset(NULL::attempts, one -> 'attempts')),
  stored AS (
    INSERT INTO attempts (id, learner_id, seq, exercise_id, lesson_id, revision, item_id, kind, sitting_id, practice,
      response, outcome, score, elapsed_ms, device_at, received_at, occurred_at, time_zone, local_day, grader_version,
      model_version, body_hash, receipt)
    SELECT id, learner_id, seq, exercise_id, lesson_id, revision, item_id, kind, sitting_id, practice,
      response, outcome, score, elapsed_ms, device_at, received_at, occurred_at, time_zone, local_day, grader_version,
      model_version, body_hash, receipt
    FROM wanted ON CONFLICT DO NOTHING RETURNING id)
  SELECT string_agg(w.id::text, ' ') INTO taken FROM wanted w LEFT JOIN stored s USING (id) WHERE s.id IS NULL;
  IF taken IS NOT NULL THEN
    RAISE EXCEPTION 'ids are taken' USING ERRCODE = 'FF002', DETAIL = taken;
  END IF;

  INSERT INTO lesson_progress (learner_id, lesson_id, seen_bits, first_right_bits, solved_bits, total, answers, elapsed_ms,
      started_at, last_at, completed_at, revision, exercise_since)
    SELECT learner_id, lesson_id, seen_bits, first_right_bits, solved_bits, total, answers, elapsed_ms,
      started_at, last_at, completed_at, revision, exercise_since
    FROM jsonb_populate_recordset(NULL::lesson_progress, one -> 'lessons')
    ON CONFLICT (learner_id, lesson_id) DO UPDATE SET seen_bits = excluded.seen_bits,
      first_right_bits = excluded.first_right_bits, solved_bits = excluded.solved_bits, total = excluded.total,
      answers = excluded.answers, elapsed_ms = excluded.elapsed_ms, started_at = excluded.started_at,
      last_at = excluded.last_at, completed_at = excluded.completed_at, revision = excluded.revision,
      exercise_since = excluded.exercise_since;

  INSERT INTO item_states (learner_id, item_id, reviews, lapses, last_at, last_day, due_at, stability_days, difficulty,
      last_right, trace)
    SELECT learner_id, item_id, reviews, lapses, last_at, last_day, due_at, stability_days, difficulty, last_right, trace
    FROM jsonb_populate_recordset(NULL::item_states, one -> 'items')
    ON CONFLICT (learner_id, item_id) DO UPDATE SET reviews = excluded.reviews, lapses = excluded.lapses,
      last_at = excluded.last_at, last_day = excluded.last_day, due_at = excluded.due_at,
      stability_days = excluded.stability_days, difficulty = excluded.difficulty, last_right = excluded.last_right,
      trace = excluded.trace;

  -- Nothing is earned twice: the keys are unique and the fold never repeats one.
  IF jsonb_array_length(one -> 'xp') > 0 THEN
    INSERT INTO xp_entries (learner_id, key, amount, attempt_id, at, local_day)
      SELECT learner_id, key, amount, attempt_id, at, local_day
      FROM jsonb_populate_recordset(NULL::xp_entries, one -> 'xp');
  END IF;
  IF jsonb_array_length(one -> 'badges') > 0 THEN
    INSERT INTO learner_badges (learner_id, badge_id, attempt_id, earned_at)
      SELECT learner_id, badge_id, attempt_id, earned_at
      FROM jsonb_populate_recordset(NULL::learner_badges, one -> 'badges');
  END IF;

  INSERT INTO streak_days (learner_id, day, answers, right_answers, elapsed_ms, xp)
    SELECT learner_id, day, answers, right_answers, elapsed_ms, xp
    FROM jsonb_populate_recordset(NULL::streak_days, one -> 'days')
    ON CONFLICT (learner_id, day) DO UPDATE SET answers = streak_days.answers + excluded.answers,
      right_answers = streak_days.right_answers + excluded.right_answers,
      elapsed_ms = streak_days.elapsed_ms + excluded.elapsed_ms, xp = streak_days.xp + excluded.xp;

  IF jsonb_array_length(one -> 'sittings') > 0 THEN
    UPDATE sittings s SET seen_bits = n.seen_bits, first_right_bits = n.first_right_bits, solved_bits = n.solved_bits,
        answers = n.answers, xp_earned = n.xp_earned, badges_earned = n.badges_earned
      FROM jsonb_populate_recordset(NULL::sittings, one -> 'sittings') n
      WHERE s.id = n.id AND s.learner_id = n.learner_id;
  END IF;
END $$;--> statement-breakpoint

-- Stores the records of several learners in one transaction, each behind its own wall and without the others when it
-- fails. Returns which of them were not stored, by their place from 0. A group waits for nobody for long: who is locked
-- is left out.
CREATE FUNCTION store_records(records json) RETURNS SETOF integer LANGUAGE plpgsql AS $$
DECLARE
  one record;
BEGIN
  PERFORM set_config('role', 'fluentfusion_learner', true), set_config('lock_timeout', '200ms', true);
  FOR one IN SELECT value, ordinality FROM json_array_elements(records) WITH ORDINALITY LOOP
    BEGIN
      PERFORM set_config('app.learner_id', one.value -> 'state' ->> 'learner_id', true);
      PERFORM store_record(one.value::jsonb);
    EXCEPTION WHEN OTHERS THEN
      RETURN NEXT one.ordinality - 1;
    END;
  END LOOP;
END $$;
