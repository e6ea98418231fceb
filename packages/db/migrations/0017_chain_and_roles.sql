ALTER TABLE "audit_log" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_seq_key" ON "audit_log" USING btree ("seq");--> statement-breakpoint

-- The audit log as a chain: each entry's hash is over itself and the hash before it, so that a changed, removed or added
-- entry shows, also to somebody who trusts nobody with rights on this database. Whoever could rewrite the whole chain is
-- found out by an older hash that is kept elsewhere (the server writes the newest one into its own log).
CREATE FUNCTION audit_hash(previous text, entry audit_log) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(previous || jsonb_build_array(entry.seq, entry.id,
    floor(extract(epoch FROM entry.at) * 1000)::bigint, entry.actor_id, entry.actor_kind, entry.action,
    entry.subject_id, entry.detail)::text, 'UTF8')), 'hex')
$$;--> statement-breakpoint

-- One entry at a time, from here to the commit: a deed is the last thing that its transaction writes.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(7163200520);
  SELECT seq, hash INTO last FROM audit_log WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.hash := audit_hash(coalesce(last.hash, ''), NEW);
  RETURN NEW;
END $$;--> statement-breakpoint

DO $$
DECLARE
  entry audit_log;
  last text := '';
  number bigint := 0;
BEGIN
  PERFORM set_config('fluentfusion.maintenance', 'on', true);
  FOR entry IN SELECT * FROM audit_log ORDER BY id LOOP
    number := number + 1;
    entry.seq := number;
    last := audit_hash(last, entry);
    UPDATE audit_log SET seq = number, hash = last WHERE id = entry.id;
  END LOOP;
  PERFORM set_config('fluentfusion.maintenance', 'off', true);
END $$;--> statement-breakpoint

CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION chain_audit();--> statement-breakpoint

-- The first entry whose number or hash is not what the one before it says; null where the chain holds.
CREATE FUNCTION first_broken_audit() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(coalesce(entry.seq, 0)) FROM (
    SELECT log, log.seq, log.hash, lag(log.seq, 1, 0::bigint) OVER number AS before,
      lag(log.hash, 1, '') OVER number AS hash_before
    FROM audit_log log WINDOW number AS (ORDER BY log.seq NULLS FIRST)
  ) entry
  WHERE entry.seq IS DISTINCT FROM entry.before + 1
    OR entry.hash IS DISTINCT FROM audit_hash(entry.hash_before, entry.log)
$$;--> statement-breakpoint

-- The role of a server that does not own the database: `CREATE ROLE api LOGIN PASSWORD '...' IN ROLE fluentfusion_api`. It
-- reads and writes rows and no more: no tables, no TRUNCATE, and of the logs it can only add to them. What it does for a
-- learner it does as fluentfusion_learner, as before. Migrations are run by the owner.
--
-- A person's wish to be forgotten is the one thing that takes rows out of a log, one person at a time.
CREATE FUNCTION erase_rows(wanted regclass, owner_column name, person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF owner_column NOT IN ('learner_id', 'user_id') THEN
    RAISE EXCEPTION 'not the column of a person' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('fluentfusion.maintenance', 'on', true);
  EXECUTE format('DELETE FROM %s WHERE %I = $1', wanted, owner_column) USING person;
  PERFORM set_config('fluentfusion.maintenance', 'off', true);
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION erase_rows(regclass, name, uuid) FROM PUBLIC;--> statement-breakpoint

CREATE FUNCTION grant_server_role() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  it record;
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fluentfusion_api') THEN
      CREATE ROLE fluentfusion_api NOLOGIN;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- Another database of the same server was first.
  END;
  IF NOT pg_has_role('fluentfusion_api', 'fluentfusion_learner', 'member') THEN
    GRANT fluentfusion_learner TO fluentfusion_api;
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO fluentfusion_api', current_schema());
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO fluentfusion_api', current_schema());
  GRANT EXECUTE ON FUNCTION erase_rows(regclass, name, uuid) TO fluentfusion_api;
  IF to_regnamespace('drizzle') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA drizzle TO fluentfusion_api;
    GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO fluentfusion_api;
  END IF;
  FOR it IN
    SELECT c.relname, c.relrowsecurity,
      EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change') AS is_append_only,
      EXISTS (SELECT FROM pg_policies WHERE schemaname = current_schema() AND tablename = c.relname
        AND policyname = 'of_the_server') AS has_policy
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('REVOKE ALL ON %I FROM fluentfusion_api', it.relname);
    EXECUTE format('GRANT SELECT, INSERT %s ON %I TO fluentfusion_api',
      CASE WHEN it.is_append_only THEN '' ELSE ', UPDATE, DELETE' END, it.relname);
    IF it.relrowsecurity AND NOT it.has_policy THEN
      EXECUTE format('CREATE POLICY of_the_server ON %I TO fluentfusion_api USING (true) WITH CHECK (true)', it.relname);
    END IF;
  END LOOP;
END $$;
