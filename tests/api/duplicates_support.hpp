#pragma once

#include "modules/registry/duplicate_store.hpp"
#include "modules/registry/fictional.hpp"
#include "modules/registry/registering.hpp"
#include "service/log_new.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

/// A server with women whose files may be of one person.
class DuplicatesTest : public testing::TestWithParam<Engine>
{
  protected:
    /// The file of some_person() with changes, made as files were that nobody was asked about.
    Answer register_one(const json::object& changes = {})
    {
        auto person = some_person(edition);
        for (const auto& change : changes)
            person[change.key()] = change.value();
        std::string id;
        write([&](service::WriteContext& context) -> core::Result<void> {
            auto draft = TRY(core::from_json<registry::PersonDraft>(person));
            static_cast<registry::PersonFields&>(draft) =
                TRY(registry::checked(draft, context.clock.today()));
            id = TRY(registry::enter_person(context, draft)).person.id.str();
            return {};
        });
        server.clock().advance(std::chrono::seconds(1));
        return server.get(administrator, persons + "/" + id);
    }

    std::string path_of(const Answer& person) const { return persons + "/" + person.text("id"); }

    Answer now(const Answer& person) { return server.get(administrator, path_of(person)); }

    void write(const std::function<core::Result<void>(service::WriteContext&)>& work)
    {
        const auto written =
            service::write_as(server.services(), service::Actor::system("test"), work);
        ASSERT_TRUE(written) << written.error().slug << written.error().cause;
    }

    /// Puts the two into the queue; gives the path of the pair.
    std::string pair_of(const Answer& a, const Answer& b, double probability = 0.9)
    {
        const auto pair =
            registry::new_pair(*core::Id::parse(a.text("id")), *core::Id::parse(b.text("id")),
                               probability, registry::FoundIn::Dedupe, server.clock().now());
        write([&](service::WriteContext& context) -> core::Result<void> {
            EXPECT_TRUE(TRY(registry::insert_pair(context.writer, pair)));
            return service::log_new(context, "duplicate_pair", pair);
        });
        return all + "/" + pair.id.str();
    }

    json::object choice(const Answer& kept, const Answer& merged, const json::array& take = {})
    {
        return {{"kept", kept.text("id")},
                {"take", take},
                {"kept_version", now(kept).at("version")},
                {"merged_version", now(merged).at("version")}};
    }

    /// The merge of two files that have no pair yet.
    Answer merge(const Answer& kept, const Answer& merged, const json::array& take = {})
    {
        auto done = server.post(administrator, pair_of(kept, merged) + "/merge",
                                choice(kept, merged, take));
        EXPECT_EQ(done.status, 200) << done.body;
        return done;
    }

    Answer undo(const Answer& merge)
    {
        auto undone = server.post(administrator, "/api/v1/merges/" + merge.text("id") + "/undo",
                                  {{"reason", "two women"}});
        EXPECT_EQ(undone.status, 200) << undone.body;
        return undone;
    }

    /// What a file says, apart from how often it was written.
    static json::value lasting(Answer person)
    {
        auto& fields = person.json.as_object();
        fields.erase("version");
        fields.erase("updated_at");
        return person.json;
    }

    /// Decides of so many pairs with `hers` that merging in bulk is allowed from a probability on.
    void let_bulk_merge_from(double probability, const Answer& hers)
    {
        const auto needed =
            server.get(administrator, all + "/summary").at("bulk/needed").as_int64();
        write([&](service::WriteContext& context) -> core::Result<void> {
            registry::FictionalPersons drawn(5);
            for (std::int64_t i = 0; i < needed; ++i) {
                auto draft = drawn.next("10", context.clock.today());
                draft.edition_id = *core::Id::parse(edition);
                const auto person = TRY(registry::enter_person(context, draft)).person;
                auto pair =
                    registry::new_pair(*core::Id::parse(hers.text("id")), person.id, probability,
                                       registry::FoundIn::Dedupe, context.clock.now());
                pair.state = registry::PairState::Same;
                pair.decided_in = registry::DecidedIn::Review;
                TRY(registry::insert_pair(context.writer, pair));
            }
            return {};
        });
    }

    std::vector<std::string> queue(const Caller& caller, const std::string& query = "")
    {
        std::vector<std::string> ids;
        const auto page = server.get(caller, all + query);
        EXPECT_EQ(page.status, 200) << page.body;
        for (const auto& item : page.at("items").as_array())
            ids.push_back(all + "/" + std::string(item.at("id").as_string()));
        return ids;
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const std::string persons = "/api/v1/persons";
    const std::string all = "/api/v1/duplicates";
};

} // namespace jisr::tests
