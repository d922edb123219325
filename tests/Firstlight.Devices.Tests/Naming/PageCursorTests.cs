namespace Firstlight.Devices.Tests;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(long.MaxValue)]
    public void A_cursor_reads_back(long id)
    {
        var cursor = PageCursor.After(id);

        cursor.Length.ShouldBe(11);
        PageCursor.TryRead(cursor, out var read).ShouldBeTrue();
        read.ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("AAAAAAAAAAA")]
    [InlineData("__________8")]
    [InlineData("AAAAAAAAAAEAAA")]
    [InlineData("AAAAAAAAA E")]
    [InlineData("'; DROP TABLE")]
    public void Anything_else_is_not_a_cursor(string text) => PageCursor.TryRead(text, out _).ShouldBeFalse();
}
