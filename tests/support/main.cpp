#include "support/postgres_cluster.hpp"

#include <gmock/gmock.h>

int main(int count, char** arguments)
{
    testing::InitGoogleMock(&count, arguments);
    jisr::tests::PostgresCluster::spare_the_disk();
    return RUN_ALL_TESTS();
}
