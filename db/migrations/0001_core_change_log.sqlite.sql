-- The change log: every change of content is one line, written with its rows and never touched again.
create table change (
    seq integer primary key, -- one writer and no deletions: numbers follow the commits, without AUTOINCREMENT's cost
    transaction_id bigint not null default 0,
    at bigint not null,
    actor text not null,
    entity text not null,
    entity_id uuid not null,
    version bigint not null,
    operation text not null,
    difference text not null,
    reason text not null
);
create index change_by_entity on change (entity_id, entity);

-- What a reader of the log may see; `sweep` grows along it and stands on an index.
create view readable_change as
    select 0 as transaction_id, seq, seq as sweep, at, actor, entity, entity_id, version, operation, difference, reason
    from change;
