-- Who may sign in, as what, and where. No password, token or recovery code stands here, only what checks one.
create table app_user (
    id uuid primary key,
    user_name text not null unique, -- lower case, see user.hpp
    full_name text not null,
    language text not null,
    deactivated boolean not null,
    password_hash text not null, -- Argon2id with its salt and parameters
    must_change_password boolean not null,
    created_at bigint not null,
    last_login_at bigint,
    locked_until bigint, -- while guesses at the password are slowed down
    version bigint not null
);

-- What a user is, and where. The codes of the place that the scope lies in let a list be cut to the reader's scope.
create table user_assignment (
    user_id uuid not null references app_user (id),
    role text not null,
    scope_level text not null,
    scope_code text not null,
    region_code text not null,
    province_code text not null,
    centre_id uuid,
    primary key (user_id, role, scope_level, scope_code)
);

-- One row as soon as there is a user: two first administrators cannot come to be at once, nor can the last two
-- national administrators deactivate each other, because both write this row first.
create table administration (
    only_row bigint primary key check (only_row = 1),
    turn bigint not null
);

create table user_session (
    id uuid primary key,
    user_id uuid not null references app_user (id),
    token_hash text not null unique,
    device text not null, -- the browser's name for itself
    created_at bigint not null,
    last_seen_at bigint not null, -- at most a minute behind
    ends_at bigint not null
);
create index user_session_by_user on user_session (user_id);

-- RFC 6238 codes from a person's phone.
create table second_factor (
    user_id uuid primary key references app_user (id),
    sealed_secret text not null, -- encrypted with the server's key
    confirmed boolean not null,
    last_step bigint not null -- a code is good once
);
create table recovery_code (
    user_id uuid not null references app_user (id),
    code_hash text not null,
    used_at bigint,
    primary key (user_id, code_hash)
);

-- Guesses, by the digest of the name or address they came under: what people type into a name field may be a password.
create table sign_in_attempt (
    subject text primary key,
    failures bigint not null,
    last_at bigint not null,
    blocked_until bigint not null
);
create index sign_in_attempt_by_age on sign_in_attempt (last_at);

-- Where a user has signed in before. Strangers who guess at her name do not keep her out from there.
create table known_address (
    user_id uuid not null references app_user (id),
    address_hash text not null,
    last_at bigint not null,
    primary key (user_id, address_hash)
);

-- Tokens of programs.
create table api_token (
    id uuid primary key,
    name text not null,
    role text not null,
    scope_level text not null,
    scope_code text not null,
    region_code text not null,
    province_code text not null,
    centre_id uuid,
    secret_hash text not null,
    created_at bigint not null,
    last_used_at bigint, -- at most a minute behind
    expires_at bigint,
    revoked_at bigint,
    version bigint not null
);
