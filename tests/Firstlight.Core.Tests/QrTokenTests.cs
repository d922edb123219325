using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class QrTokenTests
{
    private static readonly QrToken Token = QrToken.From(Enumerable.Range(0, 24).Select(n => (byte)n).ToArray());

    [Fact]
    public void It_is_sqr_and_32_characters() => Token.Reveal().ShouldBe("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");

    [Theory]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]
    [InlineData("  sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX+1")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX+4711")]
    public void What_a_label_says_is_read(string content)
    {
        QrToken.TryParse(content, out var read).ShouldBeTrue();
        read.Reveal().ShouldBe(Token.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sqr_")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]
    [InlineData("SQR_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRY")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXY")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFR X")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX+")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX+x")]
    [InlineData("sqr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX+-1")]
    public void Anything_else_is_not(string? content) => QrToken.TryParse(content, out _).ShouldBeFalse();

    [Fact]
    public void The_printed_content_names_the_issuer() =>
        Token.RevealContent(new OrganisationId(12)).ShouldBe(Token.Reveal() + "+12");

    [Fact]
    public void Printing_it_by_accident_shows_nothing()
    {
        Token.ToString().ShouldBe("(QR token)");
        Should.Throw<InvalidOperationException>(() => default(QrToken).Reveal());
    }
}
