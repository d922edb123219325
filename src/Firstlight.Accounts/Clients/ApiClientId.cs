using System.Buffers.Text;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// What OAuth2 calls a client: the form is that of the product we are compatible with. It has no @, so it is nobody's e-mail address.
/// </summary>
internal static class ApiClientId
{
    public const string Prefix = "oa2-client-id_";

    private const int RandomBytes = 24;

    public static string New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        return Prefix + Base64Url.EncodeToString(bytes);
    }
}
