#include "core/sms/street_address.h"

#include <gtest/gtest.h>

#include <array>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/sms/entities.h"
#include "core/sms/plain_digits.h"

namespace smsdesk::sms {
namespace {

/// The only one in the text; empty where there is none.
std::string address_in(std::string_view text) {
  std::string found;
  for (const Entity& one : find_entities(text)) {
    if (one.kind != EntityKind::Address) continue;
    EXPECT_TRUE(found.empty()) << text;
    found = one.value;
  }
  return found;
}
/// It is all that is found: its postcode is no code.
void expect_address(const std::string& address) {
  for (const std::string& text : {address, "¿" + address + ".", "ok (" + address + ")", address + "\nok"}) {
    const auto all = find_entities(text);
    ASSERT_EQ(all.size(), 1u) << text;
    EXPECT_EQ(all[0].kind, EntityKind::Address) << text;
    EXPECT_EQ(all[0].value, address) << text;
  }
}
std::string code_in(std::string_view text) {
  for (const Entity& one : find_entities(text))
    if (one.kind == EntityKind::Code) return one.value;
  return "";
}
void expect_none(std::string_view text) {
  EXPECT_EQ(address_in(text), "") << text;
}

TEST(StreetAddress, IsEnglish) {
  expect_address("1600B Pennsylvania Avenue NW");
  expect_address("12 Main St, Springfield, IL 62704");
  expect_address("12 MAIN ST, NEW YORK, NY 10001-1234");
  EXPECT_EQ(address_in("12 Main St, Springfield, see you"), "12 Main St");
  expect_address("5 Calle Luna St, San Juan, PR 00901");
}

TEST(StreetAddress, HasNoStateThatIsNone) {
  for (const char* text : {"12 Main St, Order NO 48213", "12 Main St, Your PIN, IS 48213"}) {
    EXPECT_EQ(address_in(text), "12 Main St");
    EXPECT_EQ(code_in(text), "48213");
  }
}

TEST(StreetAddress, IsGerman) {
  expect_address("Hauptstraße 12a");
  expect_address("Hauptstraße 12, 10115 Berlin");
  expect_address("Zeil-Str. 5, 60313 Frankfurt am Main");
  EXPECT_EQ(address_in("Hauptstraße 12, 10115 Euro"), "Hauptstraße 12");
}

TEST(StreetAddress, HasAPostcodeOnlyWithItsTown) {
  for (const std::string street : {"Hauptstraße 12", "12 rue de la Paix", "Calle Mayor 5"}) {
    for (const char* between : {"\n", " ", ", "}) {
      const auto all = find_entities(street + between + "08031 123456");
      ASSERT_EQ(all.size(), 2u) << street << between;
      EXPECT_EQ(all[0].value, street);
      EXPECT_EQ(all[1].kind, EntityKind::Phone) << street << between;
      EXPECT_EQ(all[1].value, "08031123456");
    }
    for (const char* behind : {" ist mein Code", "", ".", ", Danke", "\nDanke", " (neu)"}) {
      const std::string text = street + ", 48213" + behind;
      EXPECT_EQ(address_in(text), street) << text;
      EXPECT_EQ(code_in(text), "48213") << text;
    }
    EXPECT_EQ(address_in(street + ", 48213 B12"), street);
    expect_address(street + ", 48213 Stadt");
  }
  expect_none("12 rue de la paix, 75002");
  EXPECT_EQ(address_in("Hauptstraße 12\n10115 Berlin\n030 1234567"), "Hauptstraße 12 10115 Berlin");
}

TEST(StreetAddress, IsFrench) {
  for (const char* address : {"12 rue de la Paix, 75002 Paris",
                              "12 rue de la Paix",
                              "12, rue de la Paix 75002 Paris",
                              "12 bis rue Victor Hugo",
                              "3ter avenue de l'Église, 69003 Lyon",
                              "5 av. Foch",
                              "5 Bd. Saint-Germain, 75005 PARIS",
                              "8 BOULEVARD DES ITALIENS",
                              "14-16 quai d’Orsay, 75007 Paris",
                              "2 place de la République",
                              "1 place d'Italie, 75013 Paris",
                              "7 allée des Érables, 93420 Villepinte",
                              "4 impasse du Moulin",
                              "33 chemin de la Croix-Rousse, 13100 Aix-en-Provence",
                              "21 rue du 8 Mai 1945, 76600 Le Havre",
                              "21 rue du 1er novembre",
                              "9 cours de la Marne, 33800 Bordeaux",
                              "10 route de Paris, 75008 Paris Cedex",
                              "12 rue de la paix, 75002 Paris",
                              "3 bd du Temple",
                              "2 square de la Tour",
                              "2 square Vauban, 59000 Lille",
                              "4 imp. des Lilas",
                              "6 che. de la Croix"}) {
    expect_address(address);
  }
  EXPECT_EQ(address_in("12 rue de la Paix\n75002 Paris\nMerci"), "12 rue de la Paix 75002 Paris") << "in one line";
  EXPECT_EQ(address_in("au 12 rue de la Paix, 75000 €"), "12 rue de la Paix");
  EXPECT_EQ(address_in("٤ rue Pasteur"), "٤ rue Pasteur") << "as it is written";
}

TEST(StreetAddress, IsNotWhatFrenchSaysOtherwise) {
  for (const char* text : {"rue",
                           "la rue de la Paix",
                           "12 rue",
                           "12 rue. Merci",
                           "12 rues de Paris",
                           "le 12, place Bellecour à 14h",
                           "2 cours de Python",
                           "2 cours Python, 75 euros",
                           "1 place de Concert",
                           "3 places de Parking",
                           "5 avenue de",
                           "12 rue a",
                           "en 12 av. J.-C.",
                           "12345 rue Victor",
                           "le 12 rue Pasteur",
                           "3 route",
                           "2 quai",
                           "1,12 rue Pasteur",
                           "€12 rue Pasteur",
                           "3 BD Tintin",
                           "j'ai lu 3 BD. Tintin est mieux",
                           "2 Square Enix",
                           "2 Che Guevara",
                           "2 bld Voltaire",
                           "2 imp Noir"}) {
    expect_none(text);
  }
}

TEST(StreetAddress, IsSpanish) {
  for (const char* address : {"Calle Mayor 5, 28013 Madrid",
                              "calle Mayor 5",
                              "Calle de Alcalá, 42",
                              "C/ Gran Vía 12, 3º B, 28013 Madrid",
                              "c/Mayor 5",
                              "Avda. de la Constitución nº 7, 41001 Sevilla",
                              "Av. Insurgentes Sur 1602",
                              "Plaza de España, n.º 3, piso 2, 50003 Zaragoza",
                              "Pº de la Castellana, 100, 28046 Madrid",
                              "Paseo de Gracia 43, 1º 2ª, 08007 Barcelona",
                              "Camino del Río, 4, bajo",
                              "Carretera de Cádiz 8, escalera 2, puerta B",
                              "Ronda de Toledo 1",
                              "Travesía del Mar 12 bis",
                              "CALLE MAYOR 5, 28013 MADRID",
                              "Calle Núñez de Balboa 35A, 2.º dcha",
                              "Calle Real 3, 1º izq., 15701 Santiago",
                              "Calle Real 3, 15701 Santiago de Compostela",
                              "Avenida del Mar 2, 35001 Las Palmas",
                              "C. Mayor 5, 28013 Madrid",
                              "C. Mayor 5, 3º B, 28013 Madrid",
                              "C/Ronaldo 7"}) {
    expect_address(address);
  }
  EXPECT_EQ(address_in("Estoy en la calle Mayor 5 y llego ya"), "calle Mayor 5");
  EXPECT_EQ(address_in("Calle Mayor 5\n28013 Madrid"), "Calle Mayor 5 28013 Madrid");
}

TEST(StreetAddress, IsNotWhatSpanishSaysOtherwise) {
  for (const char* text : {"la calle",
                           "Calle 13",
                           "en la calle 5",
                           "calle mayor 5",
                           "Calle Mayor",
                           "Calle Mayor, 28013 Madrid",
                           "Plaza Mayor 10 minutos",
                           "Plaza Mayor 10:30",
                           "Plaza Mayor, 5 de mayo",
                           "Plaza Mayor 5 y media",
                           "Plaza Mayor 5 €",
                           "Calle Mayor 5,50",
                           "Paseo de la Castellana 3 km",
                           "Camino de Santiago 5 días",
                           "Ronda 3",
                           "callejón Mayor 5",
                           "Plaza España 20h",
                           "Calle Mayor 0",
                           "Plaza Mayor 5%",
                           "c Mayor 5",
                           "C. Ronaldo 7",
                           "C. Müller 5",
                           "C. Müller 5, 28013",
                           "c. Mayor 5, 3º B"}) {
    expect_none(text);
  }
}

TEST(StreetAddress, IsJapanese) {
  for (const char* address :
       {"〒100-0005 東京都千代田区丸の内1-9-1", "東京都千代田区丸の内１－９－１",
        "〒１００－０００５　東京都千代田区丸の内１ー９ー１", "東京都港区赤坂9丁目7番1号", "東京都港区赤坂9丁目7-1",
        "大阪府大阪市北区梅田3-1-3", "神奈川県横浜市西区みなとみらい2-2-1-1", "北海道函館市若松町12番地の13",
        "東京都府中市宮町1-41", "京都府京都市中京区烏丸通御池上る二条殿町5-1", "鹿児島県鹿児島市 中央町 1-1-2",
        "150-0001 東京都渋谷区神宮前1丁目"}) {
    const auto all = find_entities(address);
    ASSERT_EQ(all.size(), 1u) << address;
    EXPECT_EQ(all[0].kind, EntityKind::Address) << address;
    EXPECT_EQ(all[0].value, address);
  }
  EXPECT_EQ(address_in("住所は東京都千代田区丸の内1-9-1です。"), "東京都千代田区丸の内1-9-1");
  EXPECT_EQ(address_in("〒100-0005\n東京都千代田区丸の内1-9-1"), "〒100-0005 東京都千代田区丸の内1-9-1");
}

TEST(StreetAddress, IsNotWhatJapaneseSaysOtherwise) {
  for (const char* text :
       {"東京都", "東京都千代田区", "東京都渋谷区で1-2時間", "東京都渋谷区で100人", "東京都港区 03-1234-5678",
        "東京都港区 11-28", "東京都港区 2026-11-28", "東京都港区の1-2", "東京1-2-3", "1-2-3", "東京都1-2-3",
        "東京都千代田区丸の内1", "東京都港区赤坂、1-2-3", "大阪府の1-2日", "〒100-0005", "東京都港区赤坂10円"}) {
    expect_none(text);
  }
}

TEST(StreetAddress, IsNoPriceDateOrOrder) {
  for (const char* text :
       {"order 12345", "Bestellung 4711", "commande 75002", "pedido 28013", "12 November 2026", "le 12 novembre 2026",
        "el 5 de mayo", "12,50 €", "12 € rue", "注文番号123456", "2026年11月28日", "1,200円"}) {
    expect_none(text);
  }
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

TEST(StreetAddress, HasNoWordBeyondTheMaximum) {
  const std::string name = "X" + std::string(59, 'x'), longer = name + "x";  // 60 bytes are read
  expect_address("12 " + name + " St");
  expect_none("12 " + longer + " St");
  expect_address("12 rue " + name);
  expect_none("12 rue " + longer);
  expect_address("Calle " + name + " 5");
  expect_none("Calle " + longer + " 5");
  expect_address("X" + std::string(52, 'x') + "straße 5");
  expect_none("X" + std::string(53, 'x') + "straße 5");
  EXPECT_EQ(address_in("Hauptstraße 12, 10115 " + longer), "Hauptstraße 12");
  // Hyphens and apostrophes make one word of many.
  for (const char* chain : {"A-", "A'", "A’", "É-"}) {
    expect_none("12 rue " + repeated(chain, 16'000) + "A");
    expect_none("Calle " + repeated(chain, 16'000) + "A 5");
    EXPECT_EQ(street_address_end(repeated(chain, 16'000) + "Straße 5", 0), 0u) << chain;
  }
}

/// It is asked at each place of a text, so that what it reads from there must have an end: what stands farther behind changes
/// nothing.
TEST(StreetAddress, LawOfReach) {
  constexpr std::size_t kReach = 2'000;
  constexpr std::array<std::string_view, 20> kShapes = {"a-",     "A-",         "B-B-B ",   "a'",       "É-",
                                                        "c ",     "C. ",        "1 rue ",   "1 rue A",  "12 ",
                                                        "1",      "１",         "１－",     "de la ",   "12 rue de la ",
                                                        "Calle ", "Calle Bad-", "12 Aaaa'", "東京都港", "Straße "};
  constexpr std::array<std::string_view, 5> kEnds = {"-Straße 5, 10115 Berlin", " 5, 28013 Madrid", " 75002 Paris",
                                                     " St, Springfield, IL 62704", "区1-2-3"};
  for (const std::string_view beginning : {"", "12 rue ", "Calle ", "12 ", "東京都港区", "Hauptstraße 12, 10115 "}) {
    for (const std::string_view shape : kShapes) {
      for (const std::string_view end : kEnds) {
        const std::string written = std::string(beginning) + repeated(shape, 8'000) + std::string(end);
        const PlainDigits plain(written);
        const std::string_view text = plain.text();
        for (std::size_t at = 0; at < 64; utf8::next(text, at)) {
          std::size_t cut = at;
          while (cut < at + kReach) utf8::next(text, cut);
          ASSERT_EQ(street_address_end(text, at), street_address_end(text.substr(0, cut), at)) << shape << end;
        }
      }
    }
  }
}

TEST(StreetAddress, LawOfBorders) {
  constexpr std::array<std::string_view, 40> kPieces = {
      "12",           "5",          "28013",       "75002",    " ",      " ",      " ",    ", ",     " rue",
      " de",          " la",        " Paix",       "Calle",    "c/",     " Mayor", " nº",  " 3º",    " B",
      " bis",         " l'Été",     "é",           "\n",       "東京都", "港区",   "赤坂", "1-2",    "丁目",
      "〒100-0005",   "Hauptstr. ", " Main",       " St",      "٣",      "－",     "\xFF", "12 rue", " rue Paix",
      "Calle Mayor ", "東京都港区", "Hauptstr. 1", "5 Main St"};
  Random random(20261128);
  std::size_t found = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string written;
    for (auto n = random.below(14); n > 0; --n) written += kPieces[random.below(kPieces.size())];
    const PlainDigits plain(written);
    for (std::size_t at = 0; at < plain.text().size(); utf8::next(plain.text(), at)) {
      const std::size_t end = street_address_end(plain.text(), at);
      ASSERT_GE(end, at) << written;
      ASSERT_LE(end, plain.text().size()) << written;
      if (end == at) continue;
      ++found;
      ASSERT_NE(plain.text()[end - 1], ' ') << written;
      ASSERT_TRUE(end == plain.text().size() || (static_cast<unsigned char>(plain.text()[end]) & 0xC0) != 0x80)
          << written;
    }
  }
  EXPECT_GT(found, 200u) << "the texts must be near enough to mean something";
}

}  // namespace
}  // namespace smsdesk::sms
