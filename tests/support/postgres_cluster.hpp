#pragma once

#include <string>

#include <sys/types.h>

namespace jisr::tests {

/// The PostgreSQL server of this process.
class PostgresCluster
{
  public:
    /// To be called before the first instance(): what is written need not outlive this machine.
    /// Tests of hundreds of small databases would wait for each of their files to be flushed.
    static void spare_the_disk();

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
