using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Firstlight.Api;

/// <summary>
/// The framework answers a query parameter it cannot read with a bare 400. This finds out which one it was, from what the route
/// says about its parameters.
/// </summary>
internal static class UnreadableParameter
{
    public static string? Find(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            if (
                parameter.HasTryParse
                && context.Request.Query.TryGetValue(parameter.Name, out var given)
                && !IsReadable(parameter.ParameterInfo.ParameterType, given)
            )
                return parameter.Name;
        }

        return null;
    }

    private static bool IsReadable(Type type, string? text) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var number when number == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out _),
            var number when number == typeof(long) => long.TryParse(text, CultureInfo.InvariantCulture, out _),
            var flag when flag == typeof(bool) => bool.TryParse(text, out _),
            var time when time == typeof(DateTimeOffset) => DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                out _
            ),
            _ => true,
        };
}
