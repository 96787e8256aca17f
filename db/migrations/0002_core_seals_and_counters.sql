-- Chained digests over blocks of the change log: `jisr audit verify` proves that no sealed line was touched.
create table change_seal (
    block bigint primary key,
    through_transaction_id bigint not null,
    through_seq bigint not null,
    lines bigint not null,
    digest text not null
);

-- Numbers given to people: references.
create table counter (
    name text primary key,
    value bigint not null
);

-- The answer to a POST, kept with what it wrote, so that asking again gives it again.
create table idempotency_key (
    actor text not null,
    key text not null,
    request_digest text not null,
    status bigint not null,
    headers text not null,
    body text not null,
    created_at bigint not null,
    primary key (actor, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
