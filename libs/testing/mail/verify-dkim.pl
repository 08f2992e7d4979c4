# Verifies the DKIM signatures of the message on standard input with Mail::DKIM, one line each: selector, algorithm, result.
# The only argument is the port of a DNS server on loopback.
use strict;
use warnings;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;
use Net::DNS::Resolver;

my $resolver = Net::DNS::Resolver->new(nameservers => ['127.0.0.1'], port => $ARGV[0], recurse => 1);
Mail::DKIM::DNS::resolver($resolver);
my $verifier = Mail::DKIM::Verifier->new();
binmode STDIN;
while (read STDIN, my $piece, 65536) {
    $verifier->PRINT($piece);
}
$verifier->CLOSE;
for my $signature ($verifier->signatures) {
    print join(' ', $signature->selector, $signature->algorithm, $signature->result_detail), "\n";
}
