#pragma once

#include <string>

#include <sys/types.h>

namespace jisr::tests {

/// The PostgreSQL server of this test process, with its durability left on.
class PostgresCluster
{
  public:
    /// Starts it at the first call.
    static PostgresCluster& instance();

    [[nodiscard]] std::string url(const std::string& database) const;
    void create_database(const std::string& name, const std::string& from_template);

  private:
    PostgresCluster();
    ~PostgresCluster();
    void initialise() const;
    void start();
    void administer(const std::string& sql) const;

    std::string folder_;
    pid_t server_ = -1;
};

} // namespace jisr::tests
