using Microsoft.AspNetCore.DataProtection;

namespace Firstlight.Activation.Tests;

/// <summary>Real data protection whose keys can be lost, as when the key folder is not restored with the database.</summary>
public sealed class LosableKeys : IDataProtectionProvider
{
    private IDataProtectionProvider _keys = new EphemeralDataProtectionProvider();

    public void Lose() => _keys = new EphemeralDataProtectionProvider();

    public IDataProtector CreateProtector(string purpose) => new Protector(this, purpose);

    private sealed class Protector(LosableKeys keys, string purpose) : IDataProtector
    {
        private IDataProtector Current => keys._keys.CreateProtector(purpose);

        public byte[] Protect(byte[] plaintext) => Current.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => Current.Unprotect(protectedData);

        public IDataProtector CreateProtector(string purpose) => throw new NotSupportedException();
    }
}
