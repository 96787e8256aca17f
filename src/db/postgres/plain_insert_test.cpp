#include "db/postgres/plain_insert.hpp"

#include <gtest/gtest.h>

namespace jisr::db::postgres {
namespace {

TEST(PlainInsert, TakesSeveralRowsInOneStatement)
{
    const auto insert = PlainInsert::of("insert into place (code, name_ar) values (:code, :name)");
    ASSERT_TRUE(insert);
    EXPECT_EQ(insert->names(), (std::vector<std::string>{"code", "name"}));
    EXPECT_EQ(insert->text(3), "insert into place (code, name_ar) values (:p0, :p1)");
    EXPECT_EQ(insert->text(2), "insert into place (code, name_ar) values (:p0, :p1), (:p2, :p3)");
}

TEST(PlainInsert, LeavesWhatDoesMoreThanInsertValues)
{
    for (const char* sql :
         {"insert into place (code) values (:code) on conflict (code) do nothing",
          "insert into place (code) values (:code) returning code",
          "insert into place (code, times) values (:code, 1)",
          "insert into place (code) values (lower(:code))", "insert into place default values",
          "insert into place (code) select :code", "update place set code = :code",
          "insert into place (code) values (:code), (:other)", "insert into place (code) values ()",
          "delete from place where note = ' values (:code)'"})
        EXPECT_FALSE(PlainInsert::of(sql)) << sql;
}

} // namespace
} // namespace jisr::db::postgres
