#include "modules/registry/self_store.hpp"

#include "core/json_text.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

struct LimitRow
{
    core::Instant began_at;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(LimitRow, (), (began_at, count))

core::Result<std::optional<LimitRow>> find_count(db::Reader& reader, const Limit& limit)
{
    return reader.first<LimitRow>("select began_at, count from self_limit where subject = :subject",
                                  {{"subject", limit.subject}});
}

} // namespace

core::Result<SelfSetting> setting_of(db::Reader& reader, const core::Id& edition_id)
{
    static const std::string sql =
        "select " + db::columns_of<SelfSetting>() + " from self_setting where edition_id = :id";
    return TRY(reader.first<SelfSetting>(sql, {{"id", edition_id}}))
        .value_or(SelfSetting{.edition_id = edition_id});
}

core::Result<bool> save_setting(db::Writer& writer, const SelfSetting& setting)
{
    auto params = db::params_of(setting);
    params.push_back({"before", setting.version - 1});
    return TRY(writer.update("insert into self_setting (edition_id, open, wanted_papers, version) "
                             "values (:edition_id, :open, :wanted_papers, :version) "
                             "on conflict (edition_id) do update set open = excluded.open, "
                             "wanted_papers = excluded.wanted_papers, version = excluded.version "
                             "where self_setting.version = :before",
                             params)) > 0;
}

core::Result<std::vector<core::Id>> open_editions(db::Reader& reader)
{
    return reader.all<core::Id>("select edition_id from self_setting where open");
}

core::Result<void> insert_self_entry(db::Writer& writer, const SelfEntry& entry)
{
    return writer.insert("self_entry", entry);
}

core::Result<std::optional<SelfEntry>> find_self_entry(db::Reader& reader,
                                                       const core::Id& person_id)
{
    static const std::string sql =
        "select " + db::columns_of<SelfEntry>() + " from self_entry where person_id = :id";
    return reader.first<SelfEntry>(sql, {{"id", person_id}});
}

core::Result<void> keep_notice(db::Writer& writer, const PrivacyNotice& notice, core::Instant now)
{
    return writer.write("insert into self_notice (version, language, content, first_used_at) "
                        "values (:version, :language, :content, :now) "
                        "on conflict (version) do nothing",
                        {{"version", notice.version},
                         {"language", core::tag_of(notice.language)},
                         {"content", core::json_text(notice)},
                         {"now", now}});
}

core::Result<std::optional<PrivacyNotice>> find_notice(db::Reader& reader, std::string_view version)
{
    const auto content = TRY(reader.first<std::string>(
        "select content from self_notice where version = :version", {{"version", version}}));
    if (!content)
        return std::optional<PrivacyNotice>{};
    return TRY(core::from_json<PrivacyNotice>(TRY(core::parse_json(*content))));
}

core::Result<void> keep_key(db::Writer& writer, const SelfKeyRow& row)
{
    TRY(writer.keep("insert into self_key (digest, person_id, registration_id, reference, "
                    "text_digest, registered_at) values (:digest, :person_id, :registration_id, "
                    ":reference, :text_digest, :registered_at)",
                    db::params_of(row)));
    return {};
}

core::Result<std::optional<SelfKeyRow>> find_key(db::Reader& reader, std::string_view digest)
{
    static const std::string sql =
        "select " + db::columns_of<SelfKeyRow>() + " from self_key where digest = :digest";
    return reader.first<SelfKeyRow>(sql, {{"digest", digest}});
}

core::Result<void> forget_keys(db::Writer& writer, core::Instant before)
{
    TRY(writer.keep("delete from self_key where registered_at < :before", {{"before", before}}));
    return {};
}

core::Result<bool> use_proof(db::Writer& writer, std::string_view digest, core::Instant expires_at)
{
    return TRY(writer.keep("insert into self_proof_used (digest, expires_at) "
                           "values (:digest, :expires_at) on conflict (digest) do nothing",
                           {{"digest", digest}, {"expires_at", expires_at}})) > 0;
}

core::Result<void> forget_proofs(db::Writer& writer, core::Instant now)
{
    TRY(writer.keep("delete from self_proof_used where expires_at < :now", {{"now", now}}));
    return {};
}

core::Result<void> require_below(db::Reader& reader, const Limit& limit, core::Instant now)
{
    const auto row = TRY(find_count(reader, limit));
    const auto ends = row ? row->began_at.plus(limit.in) : core::Instant{};
    if (!row || ends <= now || row->count < limit.most)
        return {};
    const std::int64_t seconds = (ends.milliseconds - now.milliseconds + 999) / 1000;
    return core::fail(core::Problem{.status = 429, .slug = "too_many_registrations"}.with(
        "retry_after", seconds));
}

core::Result<void> count_towards(db::Writer& writer, const Limit& limit, core::Instant now)
{
    // Writes the row first: from then on other transactions on PostgreSQL wait for this one.
    TRY(writer.keep(
        "insert into self_limit (subject, began_at, count) values (:subject, :now, 0) "
        "on conflict (subject) do update set "
        "count = case when self_limit.began_at <= :ended then 0 else self_limit.count end, "
        "began_at = case when self_limit.began_at <= :ended then excluded.began_at "
        "else self_limit.began_at end",
        {{"subject", limit.subject},
         {"now", now},
         {"ended", now.milliseconds - limit.in.count()}}));
    TRY(require_below(writer, limit, now));
    TRY(writer.keep("update self_limit set count = count + 1 where subject = :subject",
                    {{"subject", limit.subject}}));
    return {};
}

core::Result<void> forget_limits(db::Writer& writer, core::Instant before)
{
    TRY(writer.keep("delete from self_limit where began_at < :before", {{"before", before}}));
    return {};
}

core::Result<bool> open_receipt(db::Writer& writer, const core::Id& registration_id,
                                core::Instant now)
{
    return TRY(writer.keep("insert into self_receipt_opened (registration_id, opened_at) "
                           "values (:id, :now) on conflict (registration_id) do nothing",
                           {{"id", registration_id}, {"now", now}})) > 0;
}

core::Result<std::optional<SelfFileKey>> find_file_key(db::Reader& reader,
                                                       std::string_view reference)
{
    return reader.first<SelfFileKey>("select id, birth_date, birth_year, phone from person "
                                     "where reference = :reference",
                                     {{"reference", reference}});
}

core::Result<std::vector<std::string>> phones_taken_out(db::Reader& reader,
                                                        const core::Id& person_id,
                                                        std::string_view actor, core::Instant since)
{
    std::vector<std::string> phones;
    for (const auto& text : TRY(reader.all<std::string>(
             "select difference from change where entity_id = :id and entity = 'person' and "
             "actor = :actor and operation = 'update' and at >= :since order by version",
             {{"id", person_id}, {"actor", actor}, {"since", since}}))) {
        const auto difference = TRY(core::parse_json(text));
        const auto* changed = difference.as_object().if_contains("phone");
        if (changed != nullptr && changed->at(0).is_string())
            phones.emplace_back(changed->at(0).as_string());
    }
    return phones;
}

core::Result<void> save_withdrawal(db::Writer& writer, const WithdrawalRow& row)
{
    TRY(writer.keep("insert into self_withdrawal (person_id, person_version, withdrawn_at) "
                    "values (:person_id, :person_version, :withdrawn_at) "
                    "on conflict (person_id) do update set "
                    "person_version = excluded.person_version, "
                    "withdrawn_at = excluded.withdrawn_at",
                    db::params_of(row)));
    return {};
}

core::Result<std::optional<WithdrawalRow>> find_withdrawal(db::Reader& reader,
                                                           const core::Id& person_id)
{
    return reader.first<WithdrawalRow>("select person_id, person_version, withdrawn_at "
                                       "from self_withdrawal where person_id = :id",
                                       {{"id", person_id}});
}

core::Result<std::vector<AttachmentKind>> wanted_papers(db::Reader& reader,
                                                        const core::Id& person_id)
{
    std::vector<AttachmentKind> wanted;
    for (const auto& list : TRY(reader.all<std::vector<AttachmentKind>>(
             "select s.wanted_papers from self_setting s "
             "join registration r on r.edition_id = s.edition_id "
             "where r.person_id = :id and r.state = 'active'",
             {{"id", person_id}})))
        for (const auto paper : list)
            if (std::find(wanted.begin(), wanted.end(), paper) == wanted.end())
                wanted.push_back(paper);
    return wanted;
}

} // namespace jisr::registry
