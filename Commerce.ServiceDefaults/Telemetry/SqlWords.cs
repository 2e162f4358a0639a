namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>The words, semicolons and brackets of an SQL text, without its comments, values and other signs.</summary>
internal ref struct SqlWords(string sql)
{
    private ReadOnlySpan<char> _rest = sql;

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Whether the current word may name a table: it begins with a letter, or stood in backquotes.</summary>
    public bool IsName { get; private set; }

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            switch (_rest)
            {
                case ['\'' or '"', ..]:
                    Take(EndOfQuoted());
                    break;
                case ['-', '-', ..] or ['#', ..]:
                    Take(EndAt("\n"));
                    break;
                case ['/', '*', ..]:
                    Take(EndAt("*/"));
                    break;
                case ['`', ..]:
                    Current = Take(EndOfQuoted()).Trim('`');
                    IsName = true;
                    return true;
                case [';' or '(', ..]:
                    Current = Take(1);
                    IsName = false;
                    return true;
                case [var letter, ..] when IsInWord(letter):
                    Current = Take(EndOfWord());
                    IsName = char.IsLetter(letter) || letter == '_';
                    return true;
                default:
                    Take(1);
                    break;
            }
        }

        return false;
    }

    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '@' or '.';

    private ReadOnlySpan<char> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private readonly int EndOfWord()
    {
        var length = 1;
        while (length < _rest.Length && IsInWord(_rest[length]))
        {
            length++;
        }

        return length;
    }

    private readonly int EndOfQuoted()
    {
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '\\' && _rest[0] != '`')
            {
                i++;
            }
            else if (_rest[i] == _rest[0])
            {
                return i + 1;
            }
        }

        return _rest.Length;
    }

    private readonly int EndAt(string mark)
    {
        var at = _rest.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? _rest.Length : at + mark.Length;
    }
}
