using Commerce.Hosting.MySql.Archive;

namespace Commerce.Hosting.MySql.Tests;

public sealed class AptSourceTests
{
    [Fact]
    public void Reads_the_one_line_format_with_its_options()
    {
        var sources = AptSource.Parse("sources.list", """
            # deb http://old.example/debian bookworm main
            deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm main contrib # ours
            deb-src http://mirror.example/debian bookworm main
            deb https://packages.example/tool stable tool
            """).ToList();

        Assert.Equal(2, sources.Count);
        Assert.Equal(("http://mirror.example/debian", "bookworm"), (sources[0].Uri, sources[0].Suite));
        Assert.Equal(["main", "contrib"], sources[0].Components);
        Assert.Equal("/usr/share/keyrings/debian-archive-keyring.gpg", sources[0].SignedBy);
        Assert.Null(sources[1].SignedBy);
    }

    [Fact]
    public void Reads_stanzas_one_source_per_address_and_suite()
    {
        var sources = AptSource.Parse("debian.sources", """
            Types: deb deb-src
            # http://snapshot.example/debian
            URIs: http://mirror.example/debian http://second.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb-src
            URIs: http://mirror.example/debian
            Suites: bookworm
            Components: main

            Enabled: no
            Types: deb
            URIs: http://off.example/debian
            Suites: bookworm
            Components: main
            """).ToList();

        Assert.Equal(4, sources.Count);
        Assert.Equal(["bookworm", "bookworm-updates", "bookworm", "bookworm-updates"], sources.Select(s => s.Suite));
        Assert.All(sources, s => Assert.DoesNotContain("off.example", s.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_a_key_that_stands_in_the_file_whole()
    {
        var source = Assert.Single(AptSource.Parse("debian.sources", """
            Types: deb
            URIs: http://mirror.example/debian
            Suites: trixie
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mQINBF
             -----END PGP PUBLIC KEY BLOCK-----
            """));

        Assert.Equal("\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----", source.SignedBy);
    }

    [Theory]
    [InlineData("a.list", "")]
    [InlineData("a.sources", "")]
    [InlineData("a.list", "deb\ndeb [\ndeb http://only.example\n")]
    [InlineData("a.sources", "Types deb\n: nothing\n continued\n\n\nURIs: x\n")]
    public void Makes_nothing_of_nonsense(string file, string text) => Assert.Empty(AptSource.Parse(file, text));
}
