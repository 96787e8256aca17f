-- An organisation may move, as a centre may: where it lies is read from its own row, by this id, and not from the copy beside it.
alter table user_assignment add column organisation_id uuid;
alter table api_token add column organisation_id uuid;
update user_assignment set organisation_id = cast(scope_code as uuid) where scope_level = 'organisation';
update api_token set organisation_id = cast(scope_code as uuid) where scope_level = 'organisation';
