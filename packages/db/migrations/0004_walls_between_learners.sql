-- The second wall between learners. The first is the WHERE clause of each query; behind it, what the server does for a
-- learner runs under a role that sees that learner's rows alone, cannot rewrite the log, and cannot raise a role:
--   set_config('role', 'fluentfusion_learner', true), set_config('app.learner_id', '...', true)
--
-- Walls are raised after each migration (migrate.ts), so that a new table with a learner in it has one from the start.
CREATE FUNCTION current_learner() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.learner_id', true), '')::uuid
$$;--> statement-breakpoint

CREATE FUNCTION raise_walls() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  wall record;
  raised integer := 0;
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fluentfusion_learner') THEN
      CREATE ROLE fluentfusion_learner NOLOGIN;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- Another database of the same server was first.
  END;
  IF NOT pg_has_role(current_user, 'fluentfusion_learner', 'member') THEN
    GRANT fluentfusion_learner TO CURRENT_USER;
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO fluentfusion_learner', current_schema());

  FOR wall IN
    SELECT c.oid, c.relname, c.relrowsecurity, owner.attname AS owner,
      EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change') AS is_append_only
    FROM pg_class c
    LEFT JOIN LATERAL (
      SELECT attname FROM pg_attribute a
      WHERE a.attrelid = c.oid AND NOT a.attisdropped
        AND (a.attname IN ('learner_id', 'user_id') OR (c.relname = 'users' AND a.attname = 'id'))
      ORDER BY a.attname LIMIT 1
    ) owner ON true
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('REVOKE ALL ON %I FROM fluentfusion_learner', wall.relname);
    IF wall.relname = 'audit_log' THEN
      EXECUTE format('GRANT INSERT ON %I TO fluentfusion_learner', wall.relname);
    ELSIF wall.owner IS NULL THEN
      EXECUTE format('GRANT SELECT ON %I TO fluentfusion_learner', wall.relname);
    ELSIF wall.relname = 'users' THEN
      GRANT SELECT ON users TO fluentfusion_learner;
      -- All that a person may change about themselves: neither their role nor whether they are disabled.
      GRANT UPDATE (username, email, email_verified_at, password_hash, user_type, target_language, native_language,
        time_zone, profile_image, last_login_at) ON users TO fluentfusion_learner;
    ELSIF wall.is_append_only THEN
      EXECUTE format('GRANT SELECT, INSERT ON %I TO fluentfusion_learner', wall.relname);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO fluentfusion_learner', wall.relname);
    END IF;
    IF wall.owner IS NOT NULL AND NOT wall.relrowsecurity THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wall.relname);
      EXECUTE format('CREATE POLICY of_this_learner ON %I TO fluentfusion_learner '
        'USING (%I = (SELECT current_learner())) WITH CHECK (%I = (SELECT current_learner()))',
        wall.relname, wall.owner, wall.owner);
      raised := raised + 1;
    END IF;
  END LOOP;
  RETURN raised;
END $$;
