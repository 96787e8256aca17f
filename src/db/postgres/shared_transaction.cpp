#include "db/postgres/shared_transaction.hpp"

#include "db/postgres/line.hpp"
#include "db/postgres/plain_insert.hpp"
#include "db/postgres/row.hpp"
#include "db/statement_text.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <unordered_map>

namespace jisr::db::postgres {

/// What is known of a statement's text.
struct SharedTransaction::Form
{
    std::string sql;
    std::vector<std::string> names;
    std::optional<PlainInsert> insert;

    explicit Form(std::string_view text) : sql(text), insert(PlainInsert::of(text))
    {
        names = insert ? insert->names() : number_parameters(text, '$').names;
    }

    /// Works write by few texts.
    static const Form& of(std::string_view sql)
    {
        thread_local std::unordered_map<std::string_view, std::unique_ptr<const Form>> known;
        const auto found = known.find(sql);
        if (found != known.end())
            return *found->second;
        auto made = std::make_unique<const Form>(sql);
        return *known.emplace(std::string_view(made->sql), std::move(made)).first->second;
    }
};

/// A statement that waits to be sent with others of its form.
struct SharedTransaction::Waiting
{
    const Form* form;
    Rendered row;
};

namespace {

using Text = std::string_view;

std::optional<Text> text_in(const Value& value)
{
    if (const auto* owned = std::get_if<std::string>(&value.held()))
        return *owned;
    if (const auto* borrowed = std::get_if<Text>(&value.held()))
        return *borrowed;
    return std::nullopt;
}

bool is_same(const Param& a, const Param& b)
{
    const auto text = text_in(a.value);
    return a.name == b.name && (text ? text == text_in(b.value) : a.value.held() == b.value.held());
}

bool is_same(const Query& query, Text sql, const Params& params)
{
    return query.sql == sql &&
           std::equal(params.begin(), params.end(), query.params.begin(), query.params.end(),
                      [](const auto& a, const auto& b) { return is_same(a, b); });
}

} // namespace

/// What one work uses: it writes by adding to what waits.
class SharedTransaction::WorkWriter final : public Writer
{
  public:
    explicit WorkWriter(SharedTransaction& shared) : shared_(shared) {}

    core::Result<void> ask(const Query& query)
    {
        return shared_.connection_.query_later(query.sql, query.params, [this, &query](Held rows) {
            answers_.emplace_back(&query, std::move(rows));
        });
    }

    core::Result<void> query(std::string_view sql, Params params,
                             core::FunctionRef<bool(const Row&)> on_row) override
    {
        const auto answer = std::ranges::find_if(
            answers_, [&](const auto& given) { return is_same(*given.first, sql, params); });
        if (answer == answers_.end()) {
            TRY(shared_.send_waiting());
            return shared_.connection_.query(sql, params, on_row, &asked_for_writing_);
        }
        const Held rows = std::move(answer->second);
        answers_.erase(answer);
        for (int i = 0; i < PQntuples(rows.get()); ++i)
            if (!on_row(PostgresRow(rows.get(), i)))
                break;
        return {};
    }

    core::Result<void> stream(std::string_view sql, Params params,
                              core::FunctionRef<bool(const Row&)> on_row) override
    {
        TRY(shared_.send_waiting());
        return shared_.connection_.stream(sql, params, on_row);
    }

    core::Result<void> write(std::string_view sql, Params params) override
    {
        wrote_ = true;
        return wait(sql, params);
    }

    core::Result<std::int64_t> update(std::string_view sql, Params params) override
    {
        const auto touched = TRY(keep(sql, params));
        wrote_ = wrote_ || touched > 0;
        return touched;
    }

    core::Result<std::int64_t> keep(std::string_view sql, Params params) override
    {
        TRY(shared_.send_waiting());
        sent_ = true;
        return shared_.connection_.run(sql, params);
    }

    core::Result<void> keep_later(std::string_view sql, Params params) override
    {
        return wait(sql, params);
    }

    core::Result<void> append(const Change& change) override
    {
        lines_.push_back(TRY(line_of(change)));
        appended_ = true;
        return {};
    }

    core::Result<std::int64_t> next_number(std::string_view counter) override
    {
        return shared_.numbers_.next(counter);
    }

    core::Result<void> hold(const std::vector<std::uint32_t>& keys) override
    {
        const auto is_held = [&](auto key) {
            return std::ranges::binary_search(shared_.held_, key);
        };
        if (std::ranges::all_of(keys, is_held))
            return {};
        return core::fail(core::problems::internal("a work holds a key that it did not tell"));
    }

    [[nodiscard]] bool others_wrote_after(Position since) const override
    {
        return shared_.direct_.others_wrote_after(since);
    }

    [[nodiscard]] Position settled() const override { return shared_.direct_.settled(); }

    void after_commit(std::function<void()> action) override
    {
        actions_.push_back(std::move(action));
    }

    /// From now on all that it asks is asked.
    void forget_answers() { answers_.clear(); }

    /// True when rows were written and no change was appended.
    [[nodiscard]] bool left_no_trace() const
    {
        return (wrote_ || asked_for_writing_) && !appended_;
    }

    /// True when it can no longer be refused alone.
    [[nodiscard]] bool is_sent() const { return sent_ || asked_for_writing_; }

    void drop()
    {
        waiting_.clear();
        lines_.clear();
        actions_.clear();
    }

    std::vector<std::function<void()>> take_actions() { return std::move(actions_); }

    /// The form of what it wrote first and was not sent yet; null where nothing waits.
    [[nodiscard]] const Form* next() const
    {
        return next_ < waiting_.size() ? waiting_[next_].form : nullptr;
    }

    /// Rows of an insert, or one other statement.
    void move_next_of(const Form& form, std::vector<Rendered>& rows)
    {
        while (next() == &form) {
            rows.push_back(std::move(waiting_[next_++].row));
            if (!form.insert)
                return;
        }
    }

    void move_lines(std::vector<Rendered>& rows)
    {
        sent_ = sent_ || !waiting_.empty() || !lines_.empty();
        std::ranges::move(lines_, std::back_inserter(rows));
        lines_.clear();
        waiting_.clear();
        next_ = 0;
    }

  private:
    core::Result<void> wait(std::string_view sql, const Params& params)
    {
        const Form& form = Form::of(sql);
        Rendered row;
        TRY(row.take(form.names, params, sql));
        waiting_.push_back({&form, std::move(row)});
        return {};
    }

    SharedTransaction& shared_;
    std::vector<std::pair<const Query*, Held>> answers_;
    std::vector<Waiting> waiting_;
    std::vector<Rendered> lines_; ///< of the change log: they go after all that they tell of
    std::size_t next_ = 0;        ///< in waiting_
    bool wrote_ = false;
    bool appended_ = false;
    bool sent_ = false;
    bool asked_for_writing_ = false; ///< by a query that wrote
    std::vector<std::function<void()>> actions_;
};

SharedTransaction::SharedTransaction(Connection& connection, Numbers& numbers, Others& others)
    : connection_(connection), numbers_(numbers), direct_(connection, numbers, others)
{
}

SharedTransaction::~SharedTransaction() = default;

core::Result<void> SharedTransaction::run(std::span<SharedJob> jobs)
{
    core::Result<void> outcome;
    try {
        outcome = run_all(jobs);
    } catch (const std::exception& fault) {
        outcome = core::fail(core::problems::internal(fault.what()));
    }
    if (outcome)
        return connection_.commit();
    connection_.rollback();
    return outcome;
}

core::Result<void> SharedTransaction::run_all(std::span<SharedJob> jobs)
{
    TRY(begin(jobs));
    TRY(run_works(jobs));
    TRY(send_waiting());
    return direct_.finish();
}

core::Result<void> SharedTransaction::begin(std::span<SharedJob> jobs)
{
    TRY(connection_.send("begin"));
    for (const auto& job : jobs)
        held_.insert(held_.end(), job.ahead.keys.begin(), job.ahead.keys.end());
    std::ranges::sort(held_);
    TRY(direct_.hold(held_)); // all at once, or two transactions could wait for each other
    for (const auto& job : jobs) {
        works_.push_back(std::make_unique<WorkWriter>(*this));
        for (const auto& query : job.ahead.queries)
            TRY(works_.back()->ask(query));
    }
    connection_.catch_up();
    return {};
}

core::Result<void> SharedTransaction::run_works(std::span<SharedJob> jobs)
{
    std::set<std::uint32_t> met;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        WorkWriter& writer = *works_[i];
        for (const auto key : jobs[i].ahead.keys)
            if (!met.insert(key).second) // of a work before it, or twice
                writer.forget_answers();
        auto& outcome = jobs[i].outcome;
        try {
            outcome = jobs[i].work(writer);
        } catch (const std::exception& fault) { // of one work, which must not end the program
            outcome = core::fail(core::problems::internal(fault.what()));
        }
        if (outcome && writer.left_no_trace())
            outcome =
                core::fail(core::problems::internal("rows were written without a change log line"));
        if (!outcome && writer.is_sent())
            return outcome;
        if (!outcome)
            writer.drop();
        jobs[i].actions = writer.take_actions();
    }
    return {};
}

/// Each work's statements keep their order; of one form, those of all works that have come to it go
/// together. What may lock a row of another, an upsert for one, goes in the same order everywhere.
core::Result<void> SharedTransaction::send_waiting()
{
    if (is_sending_) // memory ran out while rows of others were moved, and the work was refused
        return core::fail(core::problems::unavailable("rows of a shared transaction were lost"));
    is_sending_ = true;
    std::vector<Rendered> rows;
    for (const auto& first : works_)
        while (const Form* form = first->next()) {
            rows.clear();
            for (const auto& work : works_)
                work->move_next_of(*form, rows);
            if (!form->insert)
                std::ranges::sort(rows);
            TRY(send_rows(*form, rows));
        }
    rows.clear();
    for (const auto& work : works_)
        work->move_lines(rows);
    TRY(line_insert().send(connection_, rows));
    is_sending_ = false;
    return {};
}

core::Result<void> SharedTransaction::send_rows(const Form& form, std::span<const Rendered> rows)
{
    if (form.insert)
        return form.insert->send(connection_, rows);
    for (const auto& row : rows)
        TRY(connection_.send(form.sql, std::span(&row, 1)));
    return {};
}

} // namespace jisr::db::postgres
