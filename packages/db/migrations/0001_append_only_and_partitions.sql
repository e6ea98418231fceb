-- The log and the published revisions are facts: no statement may change or remove them. Maintenance that has to move
-- rows (below) or to forget a person says so for its own transaction: set local fluentfusion.maintenance = 'on'.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('fluentfusion.maintenance', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER attempts_append_only BEFORE UPDATE OR DELETE ON attempts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER self_reports_append_only BEFORE UPDATE OR DELETE ON self_reports
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER lesson_revisions_append_only BEFORE UPDATE OR DELETE ON lesson_revisions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER exercises_append_only BEFORE UPDATE OR DELETE ON exercises
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- Whatever no month holds: ids of devices whose clock is years off.
CREATE TABLE attempts_default PARTITION OF attempts DEFAULT;--> statement-breakpoint

-- The smallest UUIDv7 of an instant: its first 48 bits are milliseconds since 1970 (RFC 9562, section 5.7).
CREATE FUNCTION uuid_v7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT rpad(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;--> statement-breakpoint

-- Makes the monthly partitions from `first` on that are missing. Rows that waited in the default one move along.
CREATE FUNCTION ensure_attempt_partitions(first date, months integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', first);
  made integer := 0;
  name text;
  lower_id uuid;
  upper_id uuid;
BEGIN
  FOR i IN 1..months LOOP
    name := 'attempts_' || to_char(month, 'YYYY_MM');
    IF to_regclass(name) IS NULL THEN
      lower_id := uuid_v7_floor(month::timestamp AT TIME ZONE 'UTC');
      upper_id := uuid_v7_floor((month + interval '1 month') AT TIME ZONE 'UTC');
      PERFORM set_config('fluentfusion.maintenance', 'on', true);
      EXECUTE format('CREATE TABLE %I (LIKE attempts INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
      EXECUTE format('WITH moved AS (DELETE FROM attempts_default WHERE id >= %L AND id < %L RETURNING *) '
        'INSERT INTO %I SELECT * FROM moved', lower_id, upper_id, name);
      EXECUTE format('ALTER TABLE attempts ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, lower_id, upper_id);
      PERFORM set_config('fluentfusion.maintenance', 'off', true);
      made := made + 1;
    END IF;
    month := month + interval '1 month';
  END LOOP;
  RETURN made;
END $$;
