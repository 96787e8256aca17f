#include "modules/messages/sender.hpp"

#include "core/log.hpp"
#include "modules/messages/message_store.hpp"
#include "service/change_feed.hpp"
#include "service/secret.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace jisr::messages {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAtOnce = 20;
constexpr std::chrono::milliseconds kIdle{2'000}; ///< between two looks when nothing wakes it
constexpr std::chrono::milliseconds kFirstRest{500};
constexpr std::chrono::milliseconds kLongestRest{60'000};
constexpr int kTriesToNote = 10;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

/// Past this the server that claimed a message is gone: twice what a gateway may take, and the time
/// to write the outcome down.
std::chrono::milliseconds lease_of(std::chrono::milliseconds patience)
{
    return 2 * patience + 10s;
}

const service::Actor& sender_actor()
{
    static const auto actor = service::Actor::system("messages");
    return actor;
}

/// A claimed message and the key of its attempt.
struct Claimed
{
    MessageRow row;
    std::string key;
};

} // namespace

struct Sender::Impl
{
    service::Services& services;
    SendingOptions options;
    FindReach find_reach;
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t wakes = 0;
    std::vector<std::thread> threads;

    Impl(service::Services& of, SendingOptions given, FindReach find)
        : services(of), options(std::move(given)), find_reach(std::move(find))
    {
    }

    void wake()
    {
        {
            const std::lock_guard lock(mutex);
            ++wakes;
        }
        changed.notify_all();
    }

    [[nodiscard]] core::Instant now() const { return services.clock.now(); }

    [[nodiscard]] std::chrono::milliseconds patience_of(Channel channel) const
    {
        return channel == Channel::Sms ? options.sms.patience : options.mail.patience;
    }

    [[nodiscard]] std::string report_url(const std::string& key) const
    {
        if (options.report_base.empty())
            return {};
        return options.report_base + "/api/v1/messages/delivery?key=" + key + "&type=%d";
    }

    /// Whether it still leaves by `channel`: she may have given another phone since it was queued.
    core::Result<bool> leaves_by(service::WriteContext& context, const core::Id& id,
                                 Channel channel)
    {
        auto row = TRY(get_message(context.writer, id));
        if (row.person_id && find_reach) {
            const auto reach = TRY(find_reach(context.writer, *row.person_id));
            row = TRY(change_message(
                context, id, [&](MessageRow& message) { return follow(message, reach, now()); }));
        }
        return row.state == MessageState::Queued && row.channel == channel;
    }

    core::Result<std::optional<Claimed>> claim_one(const core::Id& id, Channel channel)
    {
        std::optional<Claimed> claimed;
        const auto key = service::random_secret();
        TRY(service::write_as(
            services, sender_actor(), [&](service::WriteContext& context) -> core::Result<void> {
                claimed.reset();
                if (!TRY(leaves_by(context, id, channel)))
                    return {};
                auto row = TRY(claim(context.writer, id, service::digest("delivery", key), now(),
                                     now().plus(lease_of(patience_of(channel)))));
                if (row)
                    claimed = Claimed{std::move(*row), key};
                return {};
            }));
        return claimed;
    }

    outbound::Handover hand_over(const Claimed& claimed)
    {
        const auto& row = claimed.row;
        const auto address = row.address.value_or("");
        if (row.channel == Channel::Sms)
            return outbound::hand_over(options.sms, {address, row.text, report_url(claimed.key)},
                                       stopping);
        return outbound::hand_over(options.mail,
                                   {.id = row.id.str(),
                                    .to = address,
                                    .subject = core::text(row.language, "messages.mail_subject"),
                                    .text = row.text,
                                    .at = now()},
                                   stopping);
    }

    core::Result<void> note(const MessageRow& row, const outbound::Handover& handed)
    {
        return service::write_as(
            services, sender_actor(), [&](service::WriteContext& context) -> core::Result<void> {
                TRY(end_attempt(context.writer, row.id, row.attempts, now(),
                                core::code_of(handed.outcome), handed.detail));
                TRY(change_message(context, row.id, [&](MessageRow& message) {
                    return settle(message, row.attempts, handed.outcome, now());
                }));
                return {};
            });
    }

    /// What is known must not be lost because the database is away for a moment.
    void note_in_the_end(const MessageRow& row, const outbound::Handover& handed)
    {
        for (int i = 0; i < kTriesToNote; ++i) {
            const auto noted = note(row, handed);
            if (noted)
                return;
            core::log_warning("message_outcome_waits",
                              {{"message", row.id.str()}, {"cause", noted.error().cause}});
            std::unique_lock lock(mutex);
            changed.wait_for(lock, 500ms, [&] { return stopping.load(); });
        }
    }

    /// False when the gateway takes nothing now.
    bool send_one(const Claimed& claimed)
    {
        const auto handed = hand_over(claimed);
        note_in_the_end(claimed.row, handed);
        if (handed.outcome == outbound::Outcome::Taken)
            return true;
        core::log_warning("message_not_sent", {{"message", claimed.row.id.str()},
                                               {"outcome", core::code_of(handed.outcome)},
                                               {"detail", handed.detail}});
        return handed.outcome == outbound::Outcome::Rejected;
    }

    /// Those whose server was stopped while it sent them.
    core::Result<void> settle_abandoned()
    {
        const auto ids = TRY(services.database.ask(
            [&](db::Reader& reader) { return find_abandoned(reader, now()); }));
        for (const auto& id : ids)
            TRY(service::write_as(services, sender_actor(),
                                  [&](service::WriteContext& context) -> core::Result<void> {
                                      TRY(change_message(context, id, [&](MessageRow& row) {
                                          return interrupt(row, now());
                                      }));
                                      return {};
                                  }));
        return {};
    }

    core::Result<void> forget()
    {
        const core::Instant before{now().milliseconds - options.kept_days * kDay};
        return services.database.write([&](db::Writer& writer) -> core::Result<void> {
            TRY(forget_old(writer, before, now()));
            return {};
        });
    }

    [[nodiscard]] bool rests(Channel channel) const
    {
        return channel == Channel::Sms && options.quiet_hours.include(now());
    }

    enum class Round { Idle, Worked, Stuck };

    core::Result<Round> send_due(Channel channel)
    {
        TRY(settle_abandoned());
        const auto due = TRY(services.database.ask(
            [&](db::Reader& reader) { return find_due(reader, channel, now(), kAtOnce); }));
        for (const auto& id : due) {
            if (stopping || rests(channel)) // a slow gateway takes twenty of them into the night
                return Round::Idle;
            const auto claimed = TRY(claim_one(id, channel));
            if (claimed && !send_one(*claimed))
                return Round::Stuck;
        }
        return due.empty() ? Round::Idle : Round::Worked;
    }

    Round send_round(Channel channel)
    {
        const auto round = send_due(channel);
        if (round)
            return *round;
        core::log_warning("sending_waits", {{"cause", round.error().cause}});
        return Round::Stuck;
    }

    /// Until something is queued or `pause` has passed; a gateway that takes nothing is left alone
    /// for the whole pause.
    void rest(std::chrono::milliseconds pause, bool until_woken, std::uint64_t seen)
    {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, pause, [&] { return stopping || (until_woken && wakes != seen); });
    }

    void run(Channel channel)
    {
        auto pause = kFirstRest;
        while (!stopping) {
            const auto seen = [&] {
                const std::lock_guard lock(mutex);
                return wakes;
            }();
            switch (send_round(channel)) {
            case Round::Worked:
                pause = kFirstRest;
                break;
            case Round::Idle:
                rest(kIdle, true, seen);
                break;
            case Round::Stuck:
                rest(pause, false, seen);
                pause = std::min(2 * pause, kLongestRest);
                break;
            }
        }
    }

    void look_after_the_old()
    {
        while (!stopping) {
            if (const auto done = forget(); !done)
                core::log_warning("forgetting_waits", {{"cause", done.error().cause}});
            if (const auto done = settle_abandoned(); !done)
                core::log_warning("settling_waits", {{"cause", done.error().cause}});
            rest(1min, false, 0);
        }
    }
};

Sender::Sender(service::Services& services, SendingOptions options, FindReach find_reach)
    : impl_(std::make_unique<Impl>(services, std::move(options), std::move(find_reach)))
{
}

Sender::~Sender()
{
    stop();
}

void Sender::report_to(std::string base)
{
    impl_->options.report_base = std::move(base);
}

void Sender::start()
{
    auto* impl = impl_.get();
    impl->services.feed.listen([impl](const std::vector<service::FeedLine>& lines) {
        for (const auto& line : lines)
            if (line.entity == "message")
                return impl->wake();
    });
    for (const auto channel : {Channel::Sms, Channel::Email})
        if (has_gateway(channel))
            impl->threads.emplace_back([impl, channel] { impl->run(channel); });
    impl->threads.emplace_back([impl] { impl->look_after_the_old(); });
}

void Sender::stop()
{
    impl_->stopping = true;
    impl_->wake();
    for (auto& thread : impl_->threads)
        thread.join();
    impl_->threads.clear();
}

bool Sender::has_gateway(Channel channel) const
{
    switch (channel) {
    case Channel::Sms:
        return !impl_->options.sms.url.empty();
    case Channel::Email:
        return !impl_->options.mail.url.empty();
    case Channel::InApp:
        break;
    }
    return true;
}

bool Sender::is_quiet() const
{
    return impl_->options.quiet_hours.include(impl_->now());
}

} // namespace jisr::messages
