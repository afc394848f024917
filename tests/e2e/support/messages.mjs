// Messages made up from words of many scripts, numbers, addresses, emoji, quotes and odd spaces, by a seeded generator:
// the same seed gives the same messages.

export function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const kPieces = [
  'Hello','could','you','the','appointment','Thursday','I','a','OK','thanks','don’t','it\'s','re-schedule','e-mail','well-known','C++','A/B','and/or','up-to-date','Straße','naïve','Ærø','Łódź','İstanbul','ﬁn',
  'Привет','можно','перенести','встречу','на','четверг','Їжак','Καλημέρα','σας','Δεν',
  'مرحبا','كيف','حالك','اليوم','الموعد','٣٫٥','١٢٣','سلام','خوبی','می‌خواهم','שלום','אפשר','לדחות','ליום','חמישי','צה״ל','ת״א',
  'नमस्ते','क्या','समय','क्षत्रिय','বাংলা','আমার','தமிழ்','வணக்கம்','తెలుగు','ಕನ್ನಡ','മലയാളം','ગુજરાતી','ਪੰਜਾਬੀ','සිංහල',
  'สวัสดีครับขอเลื่อนนัด','วันพฤหัสได้ไหม','ขอบคุณมาก','ສະບາຍດີ','ខ្ញុំសូមអរគុណ','မင်္ဂလာပါ',
  '木曜日','の','14時30分','に変更できますか','ありがとうございます','カタカナ','コーヒー','ちょっと','東京都','你好','请问','可以','改到','星期四','下午','吗','안녕하세요','예약을','변경하고','싶습니다','ㅋㅋㅋ','。','、','「はい」','（例）','！','？','…','・','〜','，','：','“你好”','《书》',
  '👍','👍🏽','❤️','😀','👨‍👩‍👧‍👦','🇩🇪','🇯🇵🇫🇷','🏳️‍🌈','1️⃣','✅','☎️','🙏🙏','😂😂😂','☺','★','→','©','™',
  'https://example.com/path/to/page?id=123&x=%20y#frag','www.example.co.uk/a-b_c','mail@example.org','+44 20 7946 0958','(555) 123-4567','14:30','23.11.2026','11/23/2026','$19.99','€5','5€','£1,000.50','100%','-5','3-4','No.','#1','§5','½','10°C','x=y+z','a&b','1/2','№7','~ok~','[link]','{x}','<b>','"quoted"','‘single’','“double”','«guillemets»','„unten“','(see','below)','¿qué?','¡hola!','—','–','-','--','...','…','!!','?!',':)',':-)',';-)','<3','^^','*bold*','_it_','`c`','a|b','\\n','/','@me','%','&',
  'Donaudampfschifffahrtsgesellschaftskapitän','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','pneumonoultramicroscopicsilicovolcanoconiosis','長い長い長い長い長い長い長い長い長い長い長い',
  '\u00a0','\u200b','a\u00a0b','Mr.\u00a0Smith','10\u202fkg','co\u2011op','\u2060',
];

// What stands between two pieces, with its share of a hundred; the rest is nothing at all.
const kGlue = [[' ', 68], ['  ', 4], ['\n', 3], ['\n\n', 1], ['   ', 2], [', ', 2], ['. ', 2], ['?', 1]];

export function makeMessage(random) {
  const count = 1 + Math.floor(random() * random() * 40);
  let text = '';
  for (let i = 0; i < count; i++) {
    text += kPieces[Math.floor(random() * kPieces.length)];
    let roll = random() * 100;
    for (const [glue, share] of kGlue) {
      if (roll < share) {
        text += glue;
        break;
      }
      roll -= share;
    }
  }
  if (random() < 0.9) text = text.trim();
  return text || 'x';
}
