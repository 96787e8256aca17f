-- Who the actors of the change log are; commands and the system itself have no row.
create view actor_name as
    select id, full_name as name from app_user
    union all
    select id, name from api_token;
