#include "lessons.hpp"

#include <fstream>
#include <iostream>

// Learns data/name_sounds.tsv from pairs of names (bench/names/README.md says from which).
//
//   train_names PAIRS.tsv > data/name_sounds.tsv         source<TAB>latin<TAB>arabic
//   train_names PAIRS.tsv HELD_OUT.tsv > table.tsv       leaves a sixth out, and writes it there

int main(int argc, char** argv)
{
    using namespace jisr::bench;
    if (argc < 2) {
        std::cerr << "train_names PAIRS.tsv [HELD_OUT.tsv]\n";
        return 2;
    }
    auto pairs = read_pairs(argv[1]);
    if (argc > 2) {
        std::ofstream out(argv[2]);
        for (const auto& pair : pairs)
            if (is_held_out(pair))
                out << pair.origin << '\t' << pair.latin << '\t' << pair.arabic << '\n';
        std::erase_if(pairs, is_held_out);
    }
    const auto model = learn(pairs, &std::cerr);
    std::cout << "# What names sound like in Latin and Arabic letters, learnt from " << pairs.size()
              << " pairs.\n# Made by bench/names/train_names.cpp; bench/names/README.md says how.\n"
              << model.to_text();
}
