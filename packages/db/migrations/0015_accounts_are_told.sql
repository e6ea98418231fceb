-- Answers about an account are kept in memory, too: whatever of it is shown is said when it changes.
DROP TRIGGER users_tell ON users;--> statement-breakpoint
CREATE TRIGGER users_tell AFTER DELETE OR UPDATE OF username, email, email_verified_at, profile_image, role, user_type,
  target_language, native_language, time_zone, joined_at, disabled_at ON users
  FOR EACH ROW EXECUTE FUNCTION tell_actor_changed('id');
