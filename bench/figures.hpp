#pragma once

#include "figure.hpp"

/// What is measured. Each server is the program itself as another process; a failure throws.
namespace jisr::bench {

using Figures = std::vector<Figure>;

/// Registrations over HTTP on SQLite, 64 clients, beside the bare group commit; the same on a disk
/// whose flush takes milliseconds.
Figures registrations_on_sqlite();
/// Registrations over HTTP on PostgreSQL, 16 clients.
Figures registrations_on_postgres();
/// `jisr import` of a list of fictional persons.
Figures import_of_a_list();
/// One person, list pages and memory, with many persons in a SQLite database.
Figures reading();
/// Over HTTP: a selection of a region among 100,000 candidates, and promotions from its waiting
/// list.
Figures selecting();
/// Names across scripts and searches among many persons, on names that no rule was learnt from.
Figures names();
/// `jisr dedupe --csv` of a fictional register.
Figures linking();
/// What a browser loads of the app before it shows something.
Figures first_load();
/// The pages on which women register themselves, on a weak phone: their size, until they can be
/// used, and the proof of work.
Figures public_pages();

} // namespace jisr::bench
