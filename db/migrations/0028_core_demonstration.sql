-- One row in a database that holds the demonstration: its log-ins have known passwords and its people do not exist, so that it
-- is marked as such wherever it is served.
create table demonstration (
    id bigint primary key check (id = 1),
    since bigint not null
);
insert into demonstration
    select 1, min(at) from change where entity = 'centre' and reason = 'demonstration' having count(*) > 0;
