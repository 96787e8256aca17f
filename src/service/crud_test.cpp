#include "service/crud.hpp"

#include <gtest/gtest.h>

namespace jisr::service {
namespace {

TEST(NamedIds, AreTheSameAtEveryRunAndDifferForOtherNames)
{
    EXPECT_EQ(named_id("programme", "bridge").str(), named_id("programme", "bridge").str());
    EXPECT_NE(named_id("programme", "bridge"), named_id("edition", "bridge"));
    EXPECT_EQ(named_id("programme", "bridge").str()[14], '8'); // the version, RFC 9562
}

TEST(Conditions, LeaveOutWhatWasNotAskedFor)
{
    const std::optional<std::string> region = "10";
    Conditions conditions;
    conditions.add("true");
    conditions.equal("region_code", "region", region);
    conditions.equal("kind", "kind", std::optional<std::string>());
    EXPECT_EQ(conditions.sql(), "true and r.region_code = :region");
    EXPECT_EQ(conditions.params.size(), 1U);
}

TEST(CrudStatements, AnUpdateNamesTheVersionItChanges)
{
    EXPECT_EQ(crud::update_by_version("centre", "name_fr = :name_fr"),
              "update centre set name_fr = :name_fr where id = :id and version = :version_before");
}

} // namespace
} // namespace jisr::service
