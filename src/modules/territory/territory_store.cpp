#include "modules/territory/territory_store.hpp"

#include "tabular/text.hpp"

#include <mutex>
#include <unordered_set>

namespace jisr::territory {

namespace {

core::Result<void> store_region(db::Writer& writer, const Region& region)
{
    return writer.write(
        "insert into region (code, name_ar, name_fr, name_zgh, reference_prefix, population, "
        "population_women) values (:code, :name_ar, :name_fr, :name_zgh, :reference_prefix, "
        ":population, :population_women) on conflict (code) do update set "
        "name_ar = excluded.name_ar, name_fr = excluded.name_fr, name_zgh = excluded.name_zgh, "
        "population = excluded.population, population_women = excluded.population_women",
        {{"code", region.code},
         {"name_ar", region.name_ar},
         {"name_fr", region.name_fr},
         {"name_zgh", region.name_zgh},
         {"reference_prefix", region.reference_prefix},
         {"population", region.population},
         {"population_women", region.population_women}});
}

core::Result<void> store_province(db::Writer& writer, const Province& province)
{
    return writer.write(
        "insert into province (code, region_code, name_ar, name_fr, type, population, "
        "population_women) values (:code, :region_code, :name_ar, :name_fr, :type, :population, "
        ":population_women) on conflict (code) do update set name_ar = excluded.name_ar, "
        "name_fr = excluded.name_fr, type = excluded.type, population = excluded.population, "
        "population_women = excluded.population_women",
        {{"code", province.code},
         {"region_code", province.region_code},
         {"name_ar", province.name_ar},
         {"name_fr", province.name_fr},
         {"type", province.type},
         {"population", province.population},
         {"population_women", province.population_women}});
}

core::Result<void> store_commune(db::Writer& writer, const Commune& commune)
{
    return writer.write(
        "insert into commune (code, province_code, region_code, parent_code, name_ar, name_fr, "
        "type, population, population_women) values (:code, :province_code, :region_code, "
        ":parent_code, :name_ar, :name_fr, :type, :population, :population_women) "
        "on conflict (code) do update set name_ar = excluded.name_ar, name_fr = excluded.name_fr, "
        "type = excluded.type, population = excluded.population, "
        "population_women = excluded.population_women",
        db::params_of(commune));
}

/// What this process noted lately, so that a launch day of one douar writes its name once and not a
/// thousand times.
class NotedLately
{
  public:
    [[nodiscard]] bool holds(const std::string& key)
    {
        const std::lock_guard lock(mutex_);
        return keys_.contains(key);
    }

    void add(std::string key)
    {
        const std::lock_guard lock(mutex_);
        if (keys_.size() >= kMost)
            keys_.clear();
        keys_.insert(std::move(key));
    }

  private:
    static constexpr std::size_t kMost = 4096;
    std::mutex mutex_;
    std::unordered_set<std::string> keys_;
};

NotedLately& noted_lately()
{
    static NotedLately noted;
    return noted;
}

} // namespace

core::Result<std::optional<std::string>> find_data_digest(db::Reader& reader)
{
    return reader.first<std::string>("select digest from territory_data where id = 1");
}

core::Result<void> store_places(db::Writer& writer, std::string_view digest)
{
    for (const auto& region : regions())
        TRY(store_region(writer, region));
    for (const auto& province : provinces())
        TRY(store_province(writer, province));
    for (const auto& commune : communes())
        TRY(store_commune(writer, commune));
    return writer.write("insert into territory_data (id, digest) values (1, :digest) "
                        "on conflict (id) do update set digest = excluded.digest",
                        {{"digest", digest}});
}

core::Result<std::vector<Locality>> list_localities(db::Reader& reader,
                                                    std::string_view commune_code,
                                                    std::string_view folded, std::int64_t limit)
{
    // Folded text holds letters, digits and spaces alone, so nothing in it means anything to
    // `like`.
    return reader.all<Locality>(
        "select name, times from locality where commune_code = :commune_code and folded like "
        ":pattern order by times desc, folded limit :limit",
        {{"commune_code", commune_code},
         {"pattern", "%" + std::string(folded) + "%"},
         {"limit", limit}});
}

core::Result<std::optional<std::string>> find_region_of_centre(db::Reader& reader,
                                                               const core::Id& centre)
{
    return reader.first<std::string>("select region_code from centre where id = :id",
                                     {{"id", centre}});
}

core::Result<void> note_locality(db::Writer& writer, std::string_view commune_code,
                                 std::string_view name)
{
    const std::string folded = tabular::fold(name);
    if (folded.empty())
        return {};
    std::string key = std::string(commune_code) + '\n' + folded;
    if (noted_lately().holds(key))
        return {};
    TRY(writer.keep_later(
        "insert into locality (commune_code, folded, name, times) "
        "values (:commune_code, :folded, :name, 1) "
        "on conflict (commune_code, folded) do update set times = locality.times + 1",
        {{"commune_code", commune_code}, {"folded", folded}, {"name", tabular::clean_text(name)}}));
    writer.after_commit([key = std::move(key)] { noted_lately().add(key); });
    return {};
}

} // namespace jisr::territory
