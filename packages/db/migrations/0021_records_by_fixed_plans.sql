-- Every statement in these functions looks rows up by their keys, whatever the values are: one plan for all. Left to
-- choose, PostgreSQL plans the read anew for each learner, since it takes many rows for granted, which costs several times
-- what the read itself does.
ALTER FUNCTION read_records(jsonb) SET plan_cache_mode = force_generic_plan;--> statement-breakpoint
ALTER FUNCTION store_records(json) SET plan_cache_mode = force_generic_plan;
