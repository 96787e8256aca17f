-- What was told last stands by place in a list: `columns` is the digest of what stands where, so that a program with other
-- columns or places begins anew beside it instead of misreading it. What was kept without is left behind.
drop table told_progress;
create table told_progress (
    edition_id uuid not null references edition (id),
    year bigint not null,
    columns text not null,
    version bigint not null,
    day date not null,
    provinces text not null, -- these three are JSON: modules/programmes/outside.hpp
    without text not null,
    communes text not null,
    primary key (edition_id, year, columns)
);
