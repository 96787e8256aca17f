#pragma once

#include "../data/names.hpp"
#include "lessons.hpp"

#include <string>
#include <vector>

namespace jisr::bench {

/// What is typed, and the name that is meant.
struct Question
{
    std::string asked;
    std::string meant;
};

/// Names kept in an index, and what is asked of it.
struct Quiz
{
    std::vector<std::string> corpus;
    std::vector<Question> questions;
};

/// The pairs that were held out, one for each name, and all others.
struct Split
{
    std::vector<NamePair> held_out;
    std::vector<NamePair> others;
};

Split split(const std::vector<NamePair>& pairs);

/// Those held out, asked in Latin letters for Arabic ones, among `names` of them: the others of the
/// split and as many more, spelt letter by letter as `model` has seen names to be.
Quiz single_names(const Split& split, const linkage::NameModel& model, std::size_t names);

/// The same for names of two tokens, both of them held out.
Quiz two_tokens(const Split& split, const Quiz& single);

/// Two given names and a family name, of which one word is made of the given names by whoever asks
/// or by whoever kept them; asked in Latin letters for names in either script.
Quiz joined_names(const Split& split, const Quiz& single);

/// Fictional persons, 60 % in Arabic letters, 5 % misspelt, a tenth of them فاطمة, and some of them
/// asked for with one slip. `folder` is the root of the repository.
Quiz persons(const std::string& folder, std::size_t persons, std::size_t questions);

} // namespace jisr::bench
