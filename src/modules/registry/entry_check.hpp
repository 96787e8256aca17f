#pragma once

#include "linkage/experience.hpp"
#include "modules/registry/person_index.hpp"
#include "service/context.hpp"

#include <memory>
#include <span>

namespace jisr::registry {

/// A file that is likely hers, and why.
struct LikelyMatch
{
    PersonRow person;
    linkage::Explanation explanation;
};

/// What was found before the transaction that registers her.
struct EntryLook
{
    linkage::PersonKeys keys;
    std::vector<core::Id> judged;
    std::vector<LikelyMatch> matches;
};

/// Whether a woman who is being registered has a file already.
///
/// Looking through the register and judging who comes near happens before the transaction, so that
/// the one writer does not wait for it. In the transaction only those are judged who were entered
/// since: this process remembers its own; where other processes write too, the change log tells
/// whom they entered. Whoever holds the keys of the same woman at the same time waits, so that of
/// two agents at once the second meets the first's file.
class EntryCheck
{
  public:
    /// From this probability on an agent is asked. Higher and double files slip in, lower and
    /// agents learn to click the question away.
    static constexpr double kLikely = 0.5;

    explicit EntryCheck(std::shared_ptr<PersonIndex> persons) : persons_(std::move(persons)) {}

    core::Result<EntryLook> look(db::Database& database, const PersonFields& fields);
    /// What is to be held of one person or of many.
    static std::vector<std::uint32_t> to_hold(std::span<const linkage::PersonKeys> of);
    /// Before anything else of the transaction is looked at or written.
    static core::Result<void> hold(db::Writer& writer, std::span<const linkage::PersonKeys> of);
    /// The most likely first, at most a handful; `self` is her own id, if she has one already.
    [[nodiscard]] core::Result<std::vector<LikelyMatch>>
    matches(db::Writer& writer, const PersonFields& fields, const EntryLook& look,
            const std::optional<core::Id>& self) const;

    [[nodiscard]] bool are_likely_one(const PersonFields& fields,
                                      const linkage::Person& other) const;

    /// She is written, and about to be committed.
    void enter(const core::Id& id, const EntryLook& look) const { persons_->enter(id, look.keys); }

    /// How likely each of `others` is the person whom `fields` describe, and why.
    [[nodiscard]] std::vector<linkage::Explanation>
    explain(const PersonFields& fields, std::span<const linkage::Person> others) const;

  private:
    void judge(const std::vector<PersonRow>& rows, const PersonFields& fields,
               std::vector<LikelyMatch>& likely) const;

    /// Takes up what was learnt of the register lately.
    core::Result<void> learn(db::Reader& reader);

    std::shared_ptr<PersonIndex> persons_;
    mutable std::mutex mutex_; ///< guards what was learnt
    std::int64_t learnt_version_ = 0;
    std::shared_ptr<const linkage::Experience> learnt_; ///< null: nothing yet
};

} // namespace jisr::registry
