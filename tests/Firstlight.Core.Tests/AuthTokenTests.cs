using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class AuthTokenTests
{
    private const string Text = "0123456789abcdefghijklmnopqrs-_Z";

    [Theory]
    [InlineData(Text)]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("________________________________")]
    public void A_token_of_32_characters_is_read(string text)
    {
        AuthToken.TryParse(text, out var token).ShouldBeTrue();
        token.Reveal().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdefghijklmnopqrs-_")]
    [InlineData("0123456789abcdefghijklmnopqrs-_ZZ")]
    [InlineData("0123456789abcdefghijklmnopqrs-_!")]
    [InlineData("0123456789abcdefghijklmnopqrs-_ ")]
    [InlineData("0123456789abcdefghijklmnopqrs+/Z")]
    [InlineData("0123456789abcdefghijklmnopqrs-_é")]
    [InlineData("0123456789abcdefghijklmnopqrs-_\0")]
    [InlineData("0123456789abcdefghijklmnopqrs-_\n")]
    public void Anything_else_is_refused(string? text)
    {
        AuthToken.TryParse(text, out var token).ShouldBeFalse();
        token.ShouldBe(default);
    }

    [Fact]
    public void A_new_token_is_24_random_bytes_and_can_be_read_again()
    {
        var random = new SeededRandom(7);
        var tokens = Enumerable.Range(0, 1_000).Select(_ => AuthToken.New(random)).ToList();

        tokens.Distinct().Count().ShouldBe(tokens.Count);
        tokens.ForEach(token => Parse(token.Reveal()).ShouldBe(token));
        System.Buffers.Text.Base64Url.DecodeFromChars(tokens[0].Reveal()).Length.ShouldBe(24);
    }

    [Fact]
    public void Neither_text_nor_interpolation_shows_it()
    {
        var token = Parse(Text);

        token.ToString().ShouldBe("…s-_Z");
        $"token {token}".ShouldNotContain("0123456789");
        default(AuthToken).ToString().ShouldBe("(no token)");
    }

    [Fact]
    public void Its_hash_is_sha256_and_stays_so_because_databases_hold_it() =>
        Parse(Text).Hash().Hex.ShouldBe("09a085b108008b5321ae3dedd9fd1e87ca19a4a2b1bbabf76ec80de076c949d9");

    [Fact]
    public void Tokens_are_equal_by_their_characters()
    {
        var token = Parse(Text);

        (token == Parse(Text)).ShouldBeTrue();
        token.GetHashCode().ShouldBe(Parse(Text).GetHashCode());
        (token != Parse("0123456789abcdefghijklmnopqrs-_z")).ShouldBeTrue();
        (token == default).ShouldBeFalse();
        (default(AuthToken) == default).ShouldBeTrue();
    }

    [Fact]
    public void An_empty_token_has_nothing_to_reveal() =>
        Should.Throw<InvalidOperationException>(() => default(AuthToken).Reveal());

    private static AuthToken Parse(string text)
    {
        AuthToken.TryParse(text, out var token).ShouldBeTrue();
        return token;
    }
}
