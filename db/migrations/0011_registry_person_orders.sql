-- A region's list by reference, the nation's by name: without these a page looks through the
-- references of all regions, and through the names of twelve regions to merge them.
create index person_by_region_reference on person (region_code, reference, id, province_code);
create index person_by_nation_name on person (sort_name, id);
