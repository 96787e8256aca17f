-- The change log: every change of content is one line, written with its rows and never touched again.
create table change (
    seq integer primary key, -- one writer and no deletions: numbers follow the commits, without AUTOINCREMENT's cost
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

-- The log in its order (transaction_id, seq); `sweep` grows along it and stands on an index.
create view change_line as
    select 0 as transaction_id, seq, seq as sweep, at, actor, entity, entity_id, version, operation, difference, reason
    from change;

-- What a reader of the log may see: nothing can still appear before it.
create view readable_change as select * from change_line;

-- What a backup saves.
create view stored_column as
    select t.name as table_name, c.name as column_name, lower(c.type) as type, c.cid as position
    from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%';
