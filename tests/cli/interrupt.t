# An interrupt ends naze by its signal; a shell sees 130.
$ mkfifo quiet; sleep 3 >quiet & env --default-signal=INT sh -c '(sleep 0.5; kill -INT $$) & exec naze repl <quiet'
? 130
