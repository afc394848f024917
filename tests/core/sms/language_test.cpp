#include "core/sms/language.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace smsdesk::sms {
namespace {

using Sample = std::pair<const char*, const char*>;

TEST(Language, OfAScriptIsTheOneThatWritesIt) {
  for (const auto& [language, text] : {Sample{"el", "Πού είναι η παραγγελία μου;"},
                                       {"ru", "Где мой заказ?"},
                                       {"hy", "Որտե՞ղ է իմ պատվերը"},
                                       {"he", "איפה ההזמנה שלי?"},
                                       {"ar", "أين طلبي؟"},
                                       {"hi", "मेरा ऑर्डर कहाँ है?"},
                                       {"bn", "আমার অর্ডার কোথায়?"},
                                       {"pa", "ਮੇਰਾ ਆਰਡਰ ਕਿੱਥੇ ਹੈ?"},
                                       {"gu", "મારો ઓર્ડર ક્યાં છે?"},
                                       {"ta", "என் ஆர்டர் எங்கே?"},
                                       {"te", "నా ఆర్డర్ ఎక్కడ ఉంది?"},
                                       {"kn", "ನನ್ನ ಆರ್ಡರ್ ಎಲ್ಲಿದೆ?"},
                                       {"ml", "എന്റെ ഓർഡർ എവിടെ?"},
                                       {"th", "ออเดอร์ของฉันอยู่ที่ไหน"},
                                       {"lo", "ຄໍາສັ່ງຂອງຂ້ອຍຢູ່ໃສ"},
                                       {"my", "ငါ့အော်ဒါဘယ်မှာလဲ"},
                                       {"ka", "სად არის ჩემი შეკვეთა?"},
                                       {"ko", "제 주문은 어디에 있나요?"},
                                       {"km", "ការបញ្ជាទិញរបស់ខ្ញុំនៅឯណា"},
                                       {"zh", "我的订单在哪里？"},
                                       {"ja", "注文はどこですか？"}}) {
    EXPECT_EQ(guess_language(text), language) << text;
  }
}

TEST(Language, InLatinScriptIsToldByItsCommonestWords) {
  for (const auto& [language, text] : {Sample{"en", "Where is my order? I need help, please."},
                                       {"de", "Wo ist meine Bestellung? Ich habe nichts bekommen."},
                                       {"es", "¿Dónde está mi pedido? Necesito ayuda."},
                                       {"fr", "Bonjour, où est ma commande ? Merci de votre aide."},
                                       {"it", "Ciao, dove sono le mie cose? Ho bisogno di aiuto."},
                                       {"pt", "Olá, onde está minha encomenda? Preciso de ajuda."},
                                       {"nl", "Hallo, waar blijft mijn bestelling? Ik heb hulp nodig."},
                                       {"pl", "Dzień dobry, gdzie jest moje zamówienie?"},
                                       {"tr", "Merhaba, sipariş nerede? Yardım lütfen."}}) {
    EXPECT_EQ(guess_language(text), language) << text;
  }
}

TEST(Language, IsTheSameInCapitals) {
  EXPECT_EQ(guess_language("WHERE IS MY ORDER"), "en");
  EXPECT_EQ(guess_language("¿DÓNDE ESTÁ MI PEDIDO?"), "es");
  EXPECT_EQ(guess_language("ГДЕ МОЙ ЗАКАЗ"), "ru");
}

TEST(Language, OfOneWordIsGuessedWhereItIsOneLanguagesAlone) {
  EXPECT_EQ(guess_language("Gracias!"), "es");
  EXPECT_EQ(guess_language("danke"), "de");
  EXPECT_EQ(guess_language("Can't"), "en") << "with its apostrophe";
  EXPECT_EQ(guess_language("'please'"), "")
      << "a closing quotation mark belongs to the word: rather none than a wrong one";
  EXPECT_EQ(guess_language("спасибо"), "ru");
}

TEST(Language, IsNoneWhereThereIsLittleToGoBy) {
  for (const char* text : {"", " ", "ok", "Xyzzy", "4471", "+1 415 555 0100", "👍", "👩🏽‍💻🎉", "…",
                           "https://example.com/4471", "!?", "\n"}) {
    EXPECT_EQ(guess_language(text), "") << text;
  }
}

TEST(Language, OfALinkOrAnAddressIsNone) {
  for (const char* text : {"www.example.com", "HTTP://EXAMPLE.COM/the/order", "the.order@example.com", "wo.ist.das.de"})
    EXPECT_EQ(guess_language(text), "") << text;
  EXPECT_EQ(guess_language("Wo ist das? https://example.com/where/is/my/order"), "de");
  EXPECT_EQ(guess_language("请看example.com谢谢你们"), "zh");
  EXPECT_EQ(guess_language("Please...where is it?"), "en") << "dots are no address";
}

TEST(Language, IsNoneWhereTwoHaveAsMany) {
  EXPECT_EQ(guess_language("una"), "") << "Spanish, French, Italian and Portuguese write it";
  EXPECT_EQ(guess_language("gracias danke"), "");
  EXPECT_EQ(guess_language("is"), "") << "English and Dutch";
}

TEST(Language, OfAMixedTextIsThatOfMostOfIt) {
  EXPECT_EQ(guess_language("Где мой заказ iPhone?"), "ru");
  EXPECT_EQ(guess_language("Where is my order of Борщ, please?"), "en");
  EXPECT_EQ(guess_language("我的 iPhone 15 Pro Max 订单在哪里呢？请帮我查一下，谢谢你们"), "zh");
  EXPECT_EQ(guess_language("Danke, ich habe das Bild мир"), "de");
}

TEST(Language, WithKanaIsJapaneseWhateverElseIsInIt) {
  EXPECT_EQ(guess_language("東京都千代田区の注文"), "ja") << "one kana among Han";
  EXPECT_EQ(guess_language("ｺﾝﾆﾁﾊ"), "ja") << "half width";
  EXPECT_EQ(guess_language("約翰・史密斯的訂單"), "zh") << "the dot between names is no letter";
}

TEST(Language, IsNotJapaneseForAFaceInAnotherText) {
  EXPECT_EQ(guess_language("Where is my order? ¯\\_(ツ)_/¯"), "en");
  EXPECT_EQ(guess_language("Gracias (ツ)"), "es");
}

TEST(Language, IsGuessedFromTheBeginningOfALongText) {
  const std::string filling(kLanguageBytesMax, '.');
  EXPECT_EQ(guess_language("Gracias " + filling + " where is my order please"), "es");
  EXPECT_EQ(guess_language(filling + " gracias"), "");
  // The cut may fall within a letter.
  std::string letters;
  while (letters.size() < kLanguageBytesMax + 8) letters += "я";
  EXPECT_EQ(guess_language("x" + letters), "ru");
}

TEST(Language, OfBytesThatAreNoTextIsNone) {
  EXPECT_EQ(guess_language("\xFF\xFE\x80"), "");
  EXPECT_EQ(guess_language("gracias \xC3"), "es");
}

}  // namespace
}  // namespace smsdesk::sms
