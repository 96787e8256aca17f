-- Whom a count keeps out, at her own desk or elsewhere: she is told to be locked by it, and it is lifted with the others.
alter table sign_in_attempt add column user_id uuid references app_user (id);
create index sign_in_attempt_of_user on sign_in_attempt (user_id) where user_id is not null;
alter table app_user drop column locked_until;
