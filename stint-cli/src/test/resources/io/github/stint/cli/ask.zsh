# Says what each line becomes when Tab is pressed at its end: ask.zsh SCRIPT LINE...
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; source ${(q)1}; stint() { print -r -- '<''<'\$*'>''>' }"
for line in ${@:2}; do
  zpty -w shell "$line"$'\t'
  zpty -r -m shell answer '*<<*>>*'
  print -r -- ${${answer##*<<}%%>>*}
done
