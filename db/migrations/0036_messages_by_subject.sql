-- What waits or has left about a registration, without looking through everything that waits.
drop index message_waiting_about;
create index message_about on message (subject, state) where subject is not null;
