-- Servers keep in memory who holds a token. Whatever changes what they know is said when it is committed; the trigger is
-- told the column of the account.
CREATE FUNCTION tell_actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('fluentfusion_actors', to_jsonb(OLD) ->> TG_ARGV[0]);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER users_tell AFTER DELETE OR UPDATE OF role, user_type, target_language, native_language, time_zone,
  joined_at, disabled_at ON users FOR EACH ROW EXECUTE FUNCTION tell_actor_changed('id');--> statement-breakpoint
CREATE TRIGGER sessions_tell AFTER DELETE OR UPDATE OF revoked_at, expires_at, second_factor_at ON sessions
  FOR EACH ROW EXECUTE FUNCTION tell_actor_changed('user_id');--> statement-breakpoint
CREATE TRIGGER personal_access_tokens_tell AFTER DELETE OR UPDATE OF expires_at, scope, with_second_factor
  ON personal_access_tokens FOR EACH ROW EXECUTE FUNCTION tell_actor_changed('user_id');
