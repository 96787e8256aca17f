#include "modules/registry/duplicate_search_store.hpp"

namespace jisr::registry {

namespace {

constexpr std::int64_t kDeadAfter = 10LL * 60 * 1000; ///< milliseconds without a sign of life

const std::string& select_runs()
{
    static const std::string sql = "select " + db::columns_of<DedupeRun>() + " from dedupe_run ";
    return sql;
}

} // namespace

core::Result<void> claim_run(db::Writer& writer, const DedupeRun& run, const std::string& actor)
{
    TRY(writer.keep("update dedupe_run set running = null, finished_at = heard_at, "
                    "problem = 'dedupe_interrupted' where running = 1 and heard_at < :dead",
                    {{"dead", run.started_at.milliseconds - kDeadAfter}}));
    if (TRY(writer.count("select count(*) from dedupe_run where running = 1")) > 0)
        return core::fail(core::problems::conflict("dedupe_running"));
    auto params = db::params_of(run);
    params.push_back({"started_by", actor});
    TRY(writer.keep("insert into dedupe_run (" + db::columns_of<DedupeRun>() +
                        ", started_by, heard_at, running) values (" +
                        db::placeholders_of<DedupeRun>() + ", :started_by, :started_at, 1)",
                    params));
    return {};
}

core::Result<void> save_run(db::Writer& writer, const DedupeRun& run, core::Instant now)
{
    static const std::string sql =
        "update dedupe_run set " + db::assignments_of<DedupeRun>() +
        ", heard_at = :now, running = case when cast(:finished_at as bigint) is null then running "
        "end where id = :id";
    auto params = db::params_of(run);
    params.push_back({"now", now});
    TRY(writer.keep(sql, params));
    return {};
}

core::Result<std::optional<DedupeRun>> find_last_run(db::Reader& reader)
{
    return reader.first<DedupeRun>(select_runs() + "order by started_at desc, id desc limit 1");
}

core::Result<void>
every_compared_person(db::Reader& reader,
                      core::FunctionRef<void(const core::Id&, const PersonFields&)> on_person)
{
    return reader.stream(
        "select id, given_name_ar, family_name_ar, given_name_latin, family_name_latin, sex, "
        "birth_date, birth_year, national_id, phone, commune_code, father_name, husband_name "
        "from person where state <> 'merged'",
        {}, [&](const db::Row& row) {
            PersonFields fields;
            db::get(row, 1, fields.given_name_ar);
            db::get(row, 2, fields.family_name_ar);
            db::get(row, 3, fields.given_name_latin);
            db::get(row, 4, fields.family_name_latin);
            db::get(row, 5, fields.sex);
            db::get(row, 6, fields.birth_date);
            db::get(row, 7, fields.birth_year);
            db::get(row, 8, fields.national_id);
            db::get(row, 9, fields.phone);
            db::get(row, 10, fields.commune_code);
            db::get(row, 11, fields.father_name);
            db::get(row, 12, fields.husband_name);
            on_person(row.id(0), fields);
            return true;
        });
}

core::Result<std::unordered_map<core::Id, core::Id>> every_merged(db::Reader& reader)
{
    std::unordered_map<core::Id, core::Id> into;
    TRY(reader.query("select id, merged_into from person where merged_into is not null", {},
                     [&](const db::Row& row) {
                         into.emplace(row.id(0), row.id(1));
                         return true;
                     }));
    return into;
}

core::Result<std::vector<TwoFiles>> told_apart(db::Reader& reader)
{
    return reader.all<TwoFiles>(
        "select id, person_a, person_b from duplicate_pair where state = 'different'");
}

core::Result<std::vector<TwoFiles>> found_before(db::Reader& reader, core::Instant start)
{
    return reader.all<TwoFiles>(
        "select p.id, p.person_a, p.person_b from duplicate_pair p "
        "join person a on a.id = p.person_a join person b on b.id = p.person_b "
        "where p.state = 'open' and p.found_in = 'dedupe' and p.found_at < :start "
        "and a.state <> 'merged' and b.state <> 'merged'",
        {{"start", start}});
}

core::Result<bool> refresh_pair(db::Writer& writer, const PairRow& found)
{
    return TRY(writer.keep("update duplicate_pair set probability = :probability, "
                           "cluster = :cluster where person_a = :a and person_b = :b "
                           "and state = 'open'",
                           {{"probability", found.probability},
                            {"cluster", found.cluster},
                            {"a", found.person_a},
                            {"b", found.person_b}})) > 0;
}

core::Result<bool> delete_open_pair(db::Writer& writer, const PairRow& pair)
{
    return TRY(writer.update("delete from duplicate_pair where id = :id and state = 'open' "
                             "and version = :version",
                             {{"id", pair.id}, {"version", pair.version}})) > 0;
}

core::Result<std::vector<Decision>> reviewed(db::Reader& reader)
{
    return reader.all<Decision>("select probability, state = 'same' from duplicate_pair "
                                "where state <> 'open' and decided_in = 'review'");
}

} // namespace jisr::registry
