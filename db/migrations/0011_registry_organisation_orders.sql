-- Lists of organisations: a region's and a province's newest first, the nation's by name.
create index organisation_by_region_time on organisation (region_code, registered_at, id);
create index organisation_by_province_time on organisation (province_code, registered_at, id);
create index organisation_by_nation_name on organisation (sort_name, id);
