# shellcheck shell=bash
# ./smsdesk words: the texts of the interface, as gettext knows them. xgettext reads them out of the sources
# (core/words/words.h says how they are written there), msgmerge brings each language's catalogue up to them.

languages_dir=$root/assets/languages
template=$root/build/words/smsdesk.pot

# words_template FILE: writes what is to be translated.
words_template() {
  local sources=$1.sources
  mkdir -p "$(dirname "$1")"
  (cd "$root" && find core web relay/service relay/organisation relay/toml relay/host/*door.cpp relay/host/*_api.cpp relay/host/transcript.cpp -name '*.cpp' -o -name '*.h' | LC_ALL=C sort) >"$sources"
  # refused(), bad(), sentence_answer(), refuse(), end_session() and wrong() take a sentence that a person reads.
  (cd "$root" && LC_ALL=C.UTF-8 xgettext --from-code=UTF-8 --language=C++ --files-from="$sources" --output="$1" \
    --package-name=smsdesk --add-location=file --no-wrap --keyword --flag=tr:1:no-c-format \
    --keyword=tr --keyword=trn:1,2 \
    --keyword=trc:1c,2 --keyword=mark --keyword=markc:1c,2 --keyword=refused:2 --keyword=bad --keyword=wrong:2 \
    --keyword=sentence_answer:2 --keyword=refuse:2 --keyword=end_session:2)
  # What the page says before a language is loaded.
  (cd "$root" && LC_ALL=C.UTF-8 xgettext --from-code=UTF-8 --language=JavaScript --output="$1" --join-existing \
    --package-name=smsdesk --add-location=file --no-wrap --keyword --keyword=say shell/boot.js web/platform/browser/page.js)
  rm "$sources"
}

words_main() {
  local catalogue
  words_template "$template"
  for catalogue in "$languages_dir"/*.po; do
    [[ -e $catalogue ]] || continue
    LC_ALL=C.UTF-8 msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap "$catalogue" "$template"
    printf '%s: ' "$(basename "$catalogue")"
    msgfmt --statistics --output-file=/dev/null "$catalogue" 2>&1
  done
  say "What is to be translated: ${template#"$root"/}"
}
