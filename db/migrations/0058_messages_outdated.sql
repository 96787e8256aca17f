-- What a message says may no longer hold when somebody thinks of sending it again: that she waits, when she was selected since.
alter table message add column outdated_at bigint;
-- Of what was cancelled so far nobody can tell why.
update message set outdated_at = settled_at where state = 'cancelled';
