-- The language in which a person is written to.
alter table person add column language text not null default 'ar';
-- The registration of which a message tells: what was not sent yet is cancelled when it no longer holds.
alter table message add column subject uuid;
create index message_waiting_about on message (subject) where state = 'queued' and subject is not null;
create index message_waiting_to on message (person_id) where state = 'queued' and person_id is not null;
