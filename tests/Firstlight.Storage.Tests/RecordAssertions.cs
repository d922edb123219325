using System.Text.Json;

namespace Firstlight.Storage.Tests;

/// <summary>Compares records by what they hold; two lists with the same items are the same whatever their classes.</summary>
internal static class RecordAssertions
{
    public static void ShouldHold<T>(this T? actual, T expected)
        where T : class => JsonSerializer.Serialize(actual).ShouldBe(JsonSerializer.Serialize(expected));
}
