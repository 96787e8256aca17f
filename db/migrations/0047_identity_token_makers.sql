-- Whoever was shown a token may still hold it: who made it is kept, and it ends with her own access.
alter table api_token add column created_by text not null default '';
alter table api_token add column created_by_name text not null default '';
update api_token set created_by = coalesce((select l.actor from change_line l where l.entity_id = api_token.id
    and l.entity = 'token' and l.operation = 'create'), '');
create index api_token_maker on api_token (created_by) where revoked_at is null;
